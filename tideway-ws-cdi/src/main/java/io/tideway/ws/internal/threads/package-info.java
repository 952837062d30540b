/** Holds every pool of the runtime, by purpose. */
@NullMarked
package io.tideway.ws.internal.threads;

import org.jspecify.annotations.NullMarked;
