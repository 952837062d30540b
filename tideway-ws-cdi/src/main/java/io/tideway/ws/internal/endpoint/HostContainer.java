package io.tideway.ws.internal.endpoint;

import jakarta.websocket.server.ServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the container of an application's endpoints, so that the wiring needs no type of Jakarta WebSocket.
 *
 * @param container the server's container
 */
public record HostContainer(ServerContainer container) {
    /**
     * Returns the container that a servlet context has as an attribute.
     *
     * @throws IllegalStateException if the attribute is missing
     */
    public static HostContainer of(@Nullable Object attribute) {
        if (attribute instanceof ServerContainer container) {
            return new HostContainer(container);
        }
        throw new IllegalStateException(EndpointMessages.noContainer());
    }
}
