package io.tideway.ws.spi;

import io.tideway.ws.WebSocketHandler;

/**
 * Provides a protocol on top of WebSocket messages, for handlers of a type of its own.
 *
 * <p>A jar of the application names its provider in {@code META-INF/services/io.tideway.ws.spi.ProtocolProvider}.
 * Handlers whose type no provider claims speak raw WebSocket. Thread-safe.
 */
public interface ProtocolProvider {

    /**
     * Returns the type of the handlers whose clients speak the protocol.
     *
     * @return the interface that they implement
     */
    Class<? extends WebSocketHandler> handlerType();

    /**
     * Makes the protocol of one endpoint, at deployment.
     *
     * @param endpoint the endpoint; what is wrong with its handler is reported there
     * @return the protocol
     */
    EndpointProtocol protocol(ProtocolEndpoint endpoint);
}
