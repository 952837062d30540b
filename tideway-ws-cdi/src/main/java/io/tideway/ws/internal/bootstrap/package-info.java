/** Wires an application: the CDI extension, the validation of handlers, the registration of endpoints. */
@NullMarked
package io.tideway.ws.internal.bootstrap;

import org.jspecify.annotations.NullMarked;
