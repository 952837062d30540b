/** Speaks the Centrifuge client protocol for handlers of the type {@code RealtimeHandler}. */
module io.tideway.ws.centrifuge {
    requires io.tideway.ws.api;
    requires static jakarta.json.bind;
    requires static org.jspecify;

    provides io.tideway.ws.spi.ProtocolProvider with
            io.tideway.ws.internal.centrifuge.CentrifugeProvider;
}
