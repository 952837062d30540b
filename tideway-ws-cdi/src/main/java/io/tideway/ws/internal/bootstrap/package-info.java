/** The wiring: the CDI extension, the validation of handlers, and the registration of their endpoints. */
@NullMarked
package io.tideway.ws.internal.bootstrap;

import org.jspecify.annotations.NullMarked;
