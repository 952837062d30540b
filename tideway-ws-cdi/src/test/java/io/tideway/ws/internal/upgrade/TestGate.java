package io.tideway.ws.internal.upgrade;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes gates in front of one endpoint, "/chat/{room}", whose handler decides as it is told, and requests to it. */
final class TestGate {
    final TestNode node;

    @Nullable
    Handshake seen;

    UpgradeDecision decision = UpgradeDecision.accept();

    @Nullable
    RuntimeException failure;

    final RecordingHandler handler = new RecordingHandler() {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
            super.onUpgrade(handshake);
            seen = handshake;
            if (failure != null) {
                throw failure;
            }
            return decision;
        }
    };

    TestGate() {
        this(new TestNode());
    }

    TestGate(TestNode node) {
        this.node = node;
    }

    UpgradeGate gate(EndpointOptions options) {
        EndpointSpec endpoint = EndpointSpec.of("/chat/{room}", options, handler, new RawProtocol());
        return new UpgradeGate(
                node.node, Map.of(PathTemplate.parse("/chat/{room}"), endpoint), Set.of("admin", "guest"));
    }

    static UpgradeRequest request(String path, @Nullable String query, Map<String, String> more) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Host", List.of("localhost:8080"));
        headers.put("Connection", List.of("Upgrade"));
        headers.put("Upgrade", List.of("websocket"));
        headers.put("Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
        headers.put("Sec-WebSocket-Version", List.of("13"));
        more.forEach((name, value) -> headers.put(name, List.of(value)));
        return new UpgradeRequest("GET", "HTTP/1.1", path, query, headers, null, role -> false, null, false);
    }
}
