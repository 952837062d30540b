package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends frames that no client would: valid ones of both forms with bytes changed, cut, repeated and mixed.
 *
 * <p>The system property {@code tideway.fuzz.seconds} is the time for all, {@code tideway.fuzz.seed} what the changes
 * begin with.
 */
@Tag("alone")
@TidewayTest(beans = RememberingRooms.class)
@Tag("timed")
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("tideway.fuzz.seconds", 6);
    private static final long SEED = Long.getLong("tideway.fuzz.seed", 1);
    private static final Set<Integer> CLOSES = Set.of(3500, 3501, 3013, 1009);

    private final Random random = new Random(SEED);
    private final ChangedFrames frames = new ChangedFrames(random);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Inject
    ConnectionManager manager;

    @WebSocketEndpoint("/fuzz")
    public static class Open implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.of(given.token().filter("ann"::equals).orElse("bob"));
        }

        @Override
        public JoinDecision onJoin(Connection connection, JoinRequest join) {
            return JoinDecision.allow().history().presence().publish();
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }

        @RemoteCall("echo")
        public Object echo(Object data) {
            return data;
        }
    }

    @Test
    void readersRefuseWhatTheyCannotRead() {
        long end = System.nanoTime() + SECONDS * 500_000_000L;
        long read = 0;
        while (System.nanoTime() < end) {
            read(Form.PROTOBUF, frames.changed(ChangedFrames.PROTOBUF));
            read(Form.JSON, frames.changed(ChangedFrames.JSON));
            read(Form.JSON, frames.changed(ChangedFrames.PROTOBUF));
            read += 3;
        }
        assertThat(read).isGreaterThan(1000);
    }

    private void read(Form form, byte[] bytes) {
        long most = 20_000 + 500L * bytes.length;
        // Once more where it was too much, since a class may have been loaded.
        boolean tooMuch =
                LongStream.generate(() -> allocatedBy(form, bytes)).limit(2).allMatch(allocated -> allocated > most);
        if (tooMuch) {
            fail("seed %d: more than %d bytes for %s"
                    .formatted(SEED, most, HexFormat.of().formatHex(bytes)));
        }
    }

    private long allocatedBy(Form form, byte[] bytes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Commands commands = form.read(Message.binary(bytes));
            do {
                Command command = commands.next();
                if (command.data != null) {
                    command.data.json();
                    command.data.message();
                }
            } while (commands.hasNext());
        } catch (MalformedFrame refused) {
            // as it should be
        } catch (Throwable e) {
            fail("seed " + SEED + ": " + HexFormat.of().formatHex(bytes), e);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void clientsAreAnsweredOrClosed(TidewayServer server) {
        LogLines warnings = LogLines.ofTideway(Level.WARNING);
        long heap = usedHeap();
        try (warnings) {
            long end = System.nanoTime() + SECONDS * 500_000_000L;
            HttpClient http = HttpClient.newHttpClient();
            int connections = 0;
            while (System.nanoTime() < end) {
                // A client keeps its connections, and what they have received, until it is closed.
                try (TestClient client =
                        TestClient.to(server).withHttpClient(http).withPatience(Duration.ofSeconds(30))) {
                    for (int used = 0; used < 50 && System.nanoTime() < end; used++) {
                        boolean protobuf = connections++ % 2 == 0;
                        use(client.connect(protobuf ? "/fuzz?format=protobuf" : "/fuzz"), protobuf);
                    }
                }
            }
            assertThat(connections).isPositive(); // how many depends on the machine
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(manager.connectionCount()).isZero());
        }
        assertThat(warnings.records())
                .extracting(warning -> warning.getMessage() + " " + warning.getThrown())
                .as("seed %d", SEED)
                .isEmpty();
        assertThat(usedHeap() - heap).as("bytes that remain").isLessThan(50_000_000);
    }

    private void use(TestConnection connection, boolean protobuf) {
        StringBuilder sent = new StringBuilder();
        try {
            if (random.nextInt(4) > 0) {
                send(connection, protobuf, protobuf ? ChangedFrames.CONNECT_PROTOBUF : ChangedFrames.JSON.get(0), sent);
            }
            for (int more = random.nextInt(8); more > 0; more--) {
                send(
                        connection,
                        protobuf,
                        frames.changed(protobuf ? ChangedFrames.PROTOBUF : ChangedFrames.JSON),
                        sent);
            }
            send(connection, protobuf, protobuf ? ChangedFrames.ECHO_PROTOBUF : ChangedFrames.ECHO_JSON, sent);
        } catch (IllegalStateException closed) {
            // by the server, as is checked below
        }
        if (!answered(connection)) {
            CloseFrame close = connection.closeFrame();
            assertThat(CLOSES).as("seed %d: %s after %s", SEED, close, sent).contains(close.code());
        }
        connection.abort();
    }

    private static void send(TestConnection connection, boolean protobuf, byte[] bytes, StringBuilder sent) {
        sent.append(protobuf ? HexFormat.of().formatHex(bytes) : new String(bytes, UTF_8))
                .append(" | ");
        if (protobuf) {
            connection.sendBinary(bytes);
        } else {
            connection.send(new String(bytes, UTF_8));
        }
    }

    /** Waits for the answer to the last call; false if the connection is closed before. */
    private static boolean answered(TestConnection connection) {
        while (true) {
            Message next;
            try {
                next = connection.next();
            } catch (AssertionError noMore) {
                return false;
            }
            if (next instanceof Message.Text text && text.text().startsWith("{\"id\":" + ChangedFrames.LAST)) {
                return true;
            }
            if (next instanceof Message.Binary binary) {
                byte[] bytes = new byte[binary.data().remaining()];
                binary.data().get(bytes);
                for (UnknownFieldSet reply : ProtobufFrames.messages(bytes)) {
                    if (ProtobufFrames.number(reply, 1) == ChangedFrames.LAST) {
                        return true;
                    }
                }
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
