package io.tideway.ws.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.WriteBatch;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.HeaderText;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.RequestHandshake;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weighs what an idle connection keeps on the heap beside what its container keeps. */
@Tag("alone")
class IdleFootprintTest {
    private static final int CONNECTIONS = 20_000;
    private static final long MOST_BYTES = 1024;

    private final TestNode node = new TestNode();
    private final EndpointSpec endpoint =
            EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, new RecordingHandler(), new RawProtocol());
    private final UpgradeGate gate = new UpgradeGate(node.node, Map.of(PathTemplate.parse("/ws"), endpoint), Set.of());

    @Test
    void anIdleConnectionKeepsAtMostOneKilobyteAndTheTextOfItsHeaders() {
        for (int i = 0; i < 1000; i++) {
            connect(i); // loads classes and fills caches
        }
        long before = usedBytes();
        for (int i = 0; i < CONNECTIONS; i++) {
            connect(1000 + i);
        }
        node.watchdog.run();
        node.watchdog.run(); // which finds them idle
        node.events.clear(); // the test's own
        long each = (usedBytes() - before) / CONNECTIONS;
        assertThat(node.manager.connectionCount()).isEqualTo(CONNECTIONS + 1000);
        long text = HeaderText.of(request(1).headers()).text().length();
        assertThat(each).isBetween(text, MOST_BYTES + text);
    }

    private void connect(int i) {
        UpgradeGate.Verdict verdict = gate.admit(request(i));
        String ticket = ((UpgradeGate.Verdict.Admitted) verdict).ticket();
        gate.present(ticket);
        RequestHandshake handshake = gate.redeem(ticket).handshake();
        LiveConnection connection = new LiveConnection(
                UUID.randomUUID().toString(),
                endpoint,
                node.node,
                handshake,
                Optional.empty(),
                handshake.metadata(),
                new Nowhere());
        connection.lifecycle().opened(null);
        connection.joinRoom("lobby");
        connection.sendText("welcome");
    }

    private static UpgradeRequest request(int i) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line : """
                Host: chat.example.com
                Connection: Upgrade
                Pragma: no-cache
                Cache-Control: no-cache
                User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
                Upgrade: websocket
                Origin: http://chat.example.com
                Sec-WebSocket-Version: 13
                Accept-Encoding: gzip, deflate, br, zstd
                Accept-Language: en-US,en;q=0.9
                Cookie: JSESSIONID=8F4D9A1B2C3E4F5061728394A5B6C7D8
                Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits""".lines().toList()) {
            String[] header = line.split(": ", 2);
            headers.put(header[0], List.of(header[1]));
        }
        headers.put("Sec-WebSocket-Key", List.of(String.format("%022dQ=", i).substring(0, 22) + "=="));
        return new UpgradeRequest("GET", "HTTP/1.1", "/ws", null, headers, null, role -> false, null, false);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Stands for a container that keeps nothing and writes everything at once. */
    private record Nowhere() implements Transport {
        @Override
        public void write(WriteBatch batch, Completion completion) {
            completion.written();
        }

        @Override
        public void close(CloseFrame frame) {}

        @Override
        public void abort(CloseFrame reported) {}
    }
}
