/**
 * Runs Tideway without an application server: Tyrus on Grizzly and Weld SE in one process.
 *
 * <p>{@link io.tideway.ws.tyrus.TidewayServer} is all an application uses, for tests, demos and small services.
 */
@NullMarked
package io.tideway.ws.tyrus;

import org.jspecify.annotations.NullMarked;
