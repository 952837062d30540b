package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolSession;
import java.time.Duration;
import java.util.List;

/** Speaks the Centrifuge protocol at one endpoint. */
final class CentrifugeProtocol implements EndpointProtocol {
    static final String JSON = "centrifuge-json";
    static final String PROTOBUF = "centrifuge-protobuf";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);

    private final Application application;

    CentrifugeProtocol(ProtocolEndpoint endpoint) {
        this.application = new Application(
                endpoint, RealtimeCallbacks.of(endpoint), RemoteCalls.of(endpoint), Limits.of(endpoint));
        if (endpoint.options().overflow() != OverflowPolicy.CLOSE) {
            endpoint.problem(CentrifugeMessages.overflow(endpoint.options().overflow()));
        }
    }

    @Override
    public List<String> subprotocols() {
        return List.of(JSON, PROTOBUF);
    }

    @Override
    public Duration establishWithin() {
        return CONNECT_WITHIN;
    }

    @Override
    public ProtocolSession open(ProtocolConnection connection) {
        return new Session(new Client(connection, application, Form.of(connection.connection())));
    }

    @Override
    public CloseFrame closeFrame(CloseCause cause) {
        return CloseCodes.of(cause);
    }

    @Override
    public CloseFrame closeFrame(CloseFrame asked) {
        return CloseCodes.of(asked);
    }
}
