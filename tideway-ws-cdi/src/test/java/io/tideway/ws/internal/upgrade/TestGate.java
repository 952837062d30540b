package io.tideway.ws.internal.upgrade;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.fixture.UpgradeRequests;
import io.tideway.ws.internal.protocol.RawProtocol;
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
        return UpgradeRequests.to(path, query, more);
    }
}
