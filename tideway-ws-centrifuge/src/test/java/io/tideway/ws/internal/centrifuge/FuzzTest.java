package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.Wire.frame;
import static io.tideway.ws.internal.centrifuge.Wire.message;
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
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
@TidewayTest(beans = FuzzTest.Policy.class)
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("tideway.fuzz.seconds", 6);
    private static final long SEED = Long.getLong("tideway.fuzz.seed", 1);
    private static final long LAST = 9_000_000;
    private static final Set<Integer> CLOSES = Set.of(3500, 3501, 3013, 1009);

    private static final byte[] CONNECT = frame(message(1, 1, 4, message(1, "ann")));
    private static final byte[] ECHO = frame(message(1, LAST, 13, message(1, "1", 2, "echo")));

    private static final List<byte[]> PROTOBUF = List.of(
            CONNECT,
            ECHO,
            frame(message(
                    1,
                    1,
                    4,
                    message(
                            1,
                            "ann",
                            2,
                            "{\"a\":[1,2]}",
                            3,
                            message(1, "log:a", 2, message(3, true, 6, "e", 7, 3)),
                            4,
                            "java",
                            5,
                            "1",
                            6,
                            message(1, "h", 2, "v")))),
            frame(message(1, 2, 5, message(1, "log:a", 2, "t", 3, true, 6, "e", 7, 3, 8, "{}", 14, 2))),
            frame(message(1, 3, 7, message(1, "log:a", 2, "{\"text\":\"\u00e9\"}")), message(1, 4, 8, message(1, "a"))),
            frame(message(1, 5, 10, message(1, "log:a", 7, -1, 8, message(1, 1, 2, "e"), 9, true))),
            frame(message(1, 6, 9, message(1, "log:a")), message(1, 7, 6, message(1, "log:a"))),
            frame(message(12, message(1, "[1,2,3]")), message(1, 8, 14, message(1, "ann"))),
            frame(message(1, 9, 15, message(1, "a", 2, "t"))));

    private static final List<byte[]> JSON = List.of(
            text("{\"id\":1,\"connect\":{\"token\":\"ann\"}}"),
            text("{\"id\":1,\"connect\":{\"token\":\"ann\",\"data\":{\"a\":[1,2.5e3]},\"name\":\"js\",\"headers\":"
                    + "{\"h\":\"v\"},\"subs\":{\"log:a\":{\"recover\":true,\"offset\":3,\"epoch\":\"e\"}}}}"),
            text("{\"id\":2,\"subscribe\":{\"channel\":\"log:a\",\"recover\":true,\"offset\":1,\"epoch\":\"e\","
                    + "\"flag\":2}}\n{\"id\":3,\"publish\":{\"channel\":\"log:a\",\"data\":{\"t\":\"\\u00e9\"}}}"),
            text("{\"id\":4,\"history\":{\"channel\":\"log:a\",\"limit\":-1,\"since\":{\"offset\":1,\"epoch\":\"e\"},"
                    + "\"reverse\":true}}"),
            text("{\"id\":5,\"presence\":{\"channel\":\"a\"}}\n{\"id\":6,\"presence_stats\":{\"channel\":\"a\"}}"),
            text("{\"send\":{\"data\":[1,2,3]}}\n{\"id\":7,\"refresh\":{\"token\":\"ann\"}}\n"),
            text("{\"id\":8,\"sub_refresh\":{\"channel\":\"a\",\"token\":\"t\"}}\n{\"id\":9,\"unsubscribe\":"
                    + "{\"channel\":\"a\"}}"),
            text("{\"id\":10,\"rpc\":{\"method\":\"echo\",\"data\":\"\\ud83c\\udf0a\"}}"));

    private final Random random = new Random(SEED);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Inject
    ConnectionManager manager;

    @ApplicationScoped
    public static class Policy implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String name) {
            return name.startsWith("log:")
                    ? RoomOptions.none()
                            .history(20, Duration.ofMinutes(1))
                            .presence()
                            .joinLeave()
                    : RoomOptions.none();
        }
    }

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

    private static byte[] text(String json) {
        return json.getBytes(UTF_8);
    }

    @Test
    void readersRefuseWhatTheyCannotRead() {
        long end = System.nanoTime() + SECONDS * 500_000_000L;
        long frames = 0;
        while (System.nanoTime() < end) {
            read(Form.PROTOBUF, changed(PROTOBUF));
            read(Form.JSON, changed(JSON));
            read(Form.JSON, changed(PROTOBUF));
            frames += 3;
        }
        assertThat(frames).isGreaterThan(1000);
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
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                if (logRecord.getLevel().intValue() >= Level.WARNING.intValue()) {
                    logged.add(logRecord.getMessage() + " " + logRecord.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.tideway");
        logger.addHandler(handler);
        long heap = usedHeap();
        try {
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
            assertThat(connections).isGreaterThan(10);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(manager.connectionCount()).isZero());
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).as("seed %d", SEED).isEmpty();
        assertThat(usedHeap() - heap).as("bytes that remain").isLessThan(50_000_000);
    }

    private void use(TestConnection connection, boolean protobuf) {
        StringBuilder sent = new StringBuilder();
        try {
            if (random.nextInt(4) > 0) {
                send(connection, protobuf, protobuf ? CONNECT : JSON.get(0), sent);
            }
            for (int frames = random.nextInt(8); frames > 0; frames--) {
                send(connection, protobuf, changed(protobuf ? PROTOBUF : JSON), sent);
            }
            send(
                    connection,
                    protobuf,
                    protobuf ? ECHO : text("{\"id\":" + LAST + ",\"rpc\":{\"method\":\"echo\",\"data\":1}}"),
                    sent);
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
            if (next instanceof Message.Text text && text.text().startsWith("{\"id\":" + LAST)) {
                return true;
            }
            if (next instanceof Message.Binary binary) {
                byte[] bytes = new byte[binary.data().remaining()];
                binary.data().get(bytes);
                for (UnknownFieldSet reply : Wire.messages(bytes)) {
                    if (Wire.number(reply, 1) == LAST) {
                        return true;
                    }
                }
            }
        }
    }

    /** Returns a frame that is changed once or a few times, or noise. */
    private byte[] changed(List<byte[]> valid) {
        byte[] bytes = valid.get(random.nextInt(valid.size())).clone();
        if (random.nextInt(20) == 0) {
            bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = changedOnce(bytes, valid);
        }
        return bytes;
    }

    private byte[] changedOnce(byte[] bytes, List<byte[]> valid) {
        int at = random.nextInt(bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> {
                return head;
            }
            case 1 -> {
                return joined(head, new byte[] {(byte) random.nextInt()}, tail);
            }
            case 2 -> {
                return joined(head, tail, tail);
            }
            case 3 -> {
                return joined(head, valid.get(random.nextInt(valid.size())), tail);
            }
            case 4 -> {
                byte[] many = new byte[random.nextInt(2000)];
                Arrays.fill(many, (byte) "[{\"\\x0a\u00ff".charAt(random.nextInt(7)));
                return joined(head, many, tail);
            }
            default -> {
                if (at < bytes.length) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
