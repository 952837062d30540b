/**
 * What an application uses: handlers, connections, rooms, users and broadcasts over Jakarta WebSocket.
 *
 * <p>A bean implements {@link io.tideway.ws.WebSocketHandler} and has {@link io.tideway.ws.WebSocketEndpoint}; anything
 * else injects {@link io.tideway.ws.ConnectionManager}.
 *
 * <p>Passing null where a type is not {@code @Nullable} throws a {@link NullPointerException} that names the parameter,
 * and changes nothing.
 */
@NullMarked
package io.tideway.ws;

import org.jspecify.annotations.NullMarked;
