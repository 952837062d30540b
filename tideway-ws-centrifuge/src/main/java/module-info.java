/** Speaks the Centrifuge client protocol for handlers of the type {@code RealtimeHandler}. */
@SuppressWarnings({"module", "requires-automatic"}) // protobuf-java has the name of its module in its manifest
module io.tideway.ws.centrifuge {
    requires io.tideway.ws.api;
    requires static com.google.protobuf;
    requires static jakarta.json.bind;
    requires static org.jspecify;

    provides io.tideway.ws.spi.ProtocolProvider with
            io.tideway.ws.internal.centrifuge.CentrifugeProvider;
}
