/**
 * What an application uses: handlers, connections, rooms, users and broadcasts over Jakarta WebSocket.
 *
 * <p>A bean implements {@link io.tideway.ws.WebSocketHandler} and bears {@link io.tideway.ws.WebSocketEndpoint};
 * anything else injects {@link io.tideway.ws.ConnectionManager}.
 */
@NullMarked
package io.tideway.ws;

import org.jspecify.annotations.NullMarked;
