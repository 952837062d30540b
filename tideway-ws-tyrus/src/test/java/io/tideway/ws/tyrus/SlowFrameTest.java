package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
@Tag("long")
class SlowFrameTest {
    private static final int PING = 9;

    @WebSocketEndpoint(value = "/echo", heartbeatInterval = "500ms", heartbeatTimeout = "5s")
    public static class EchoWithHeartbeat extends EchoEndpoint {}

    @Test
    void aFrameThatTakesLongerThanTheHeartbeatTimeoutIsTakenWhileItsBytesArrive() throws Exception {
        String text = "slowly";
        byte[] frame = Frame.text(text);
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(EchoWithHeartbeat.class)
                        .start();
                RawClient client = RawClient.upgraded(server.port(), "/echo")) {
            for (int i = 0; i < frame.length; i++) {
                Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true);
                client.send(Arrays.copyOfRange(frame, i, i + 1));
            }
            Frame answer = client.frame();
            while (answer.opcode() == PING) {
                answer = client.frame();
            }
            assertThat(answer.text()).isEqualTo(text);
        }
    }

    @Test
    void aTlsRecordThatTakesLongerThanTheHeartbeatTimeoutIsTakenWhileItsBytesArrive(@TempDir Path directory)
            throws Exception {
        TestKeys keys = new TestKeys(directory, "EC");
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(EchoWithHeartbeat.class)
                        .tls(keys.chain, keys.key)
                        .start();
                ServerSocket line = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(InetAddress.getLoopbackAddress(), line.getLocalPort());
                Socket middle = line.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            AtomicBoolean slow = new AtomicBoolean();
            carry(far, middle, new AtomicBoolean());
            carry(middle, far, slow);
            Socket tls = keys.client().getSocketFactory().createSocket(near, "127.0.0.1", server.port(), false);
            tls.setSoTimeout(30_000);
            RawClient client = RawClient.over(tls);
            client.send(RawClient.handshake("/echo"));
            assertThat(client.answer().status()).isEqualTo(101);
            slow.set(true);
            client.send(Frame.text("slowly"));
            Frame answer = client.frame();
            while (answer.opcode() == PING) {
                answer = client.frame();
            }
            assertThat(answer.text()).isEqualTo("slowly");
        }
    }

    /** Carries bytes in one direction: one at a time, each in 200 ms, while it is slow. */
    private static void carry(Socket from, Socket to, AtomicBoolean slow) {
        Thread carrier = new Thread(() -> {
            byte[] bytes = new byte[4096];
            try {
                to.setTcpNoDelay(true);
                for (int n = from.getInputStream().read(bytes);
                        n > 0;
                        n = from.getInputStream().read(bytes)) {
                    for (int i = 0; i < n; i += slow.get() ? 1 : n) {
                        if (slow.get()) {
                            Awaitility.await()
                                    .pollDelay(Duration.ofMillis(200))
                                    .pollInterval(Duration.ofMillis(1))
                                    .until(() -> true);
                            to.getOutputStream().write(bytes, i, 1);
                        } else {
                            to.getOutputStream().write(bytes, i, n);
                        }
                    }
                }
                to.shutdownOutput();
            } catch (IOException ended) {
                // and so does the test
            }
        });
        carrier.setDaemon(true);
        carrier.start();
    }
}
