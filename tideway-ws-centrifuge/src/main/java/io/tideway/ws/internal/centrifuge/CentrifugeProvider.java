package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolProvider;

/** Provides the Centrifuge protocol for handlers of the type {@link RealtimeHandler}. */
public final class CentrifugeProvider implements ProtocolProvider {

    /** Creates the provider; called by the service loader. */
    public CentrifugeProvider() {}

    @Override
    public Class<? extends WebSocketHandler> handlerType() {
        return RealtimeHandler.class;
    }

    @Override
    public EndpointProtocol protocol(ProtocolEndpoint endpoint) {
        return new CentrifugeProtocol(endpoint);
    }
}
