/** Calls the handler: CDI contexts, security, JSON, events. */
@NullMarked
package io.tideway.ws.internal.invoke;

import org.jspecify.annotations.NullMarked;
