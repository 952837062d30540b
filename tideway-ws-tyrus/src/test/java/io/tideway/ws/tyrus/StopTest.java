package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
@Tag("long")
class StopTest {
    private static final Duration BUDGET = Duration.ofSeconds(3);
    private static final Duration LONG_BUDGET = Duration.ofSeconds(8);
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3; // a busy machine may stand still now and then

    /** Never returns, unless it is interrupted. */
    @ApplicationScoped
    public static class Block {
        private final AtomicInteger entered = new AtomicInteger();
        private final AtomicLong interruptedAt = new AtomicLong();

        int entered() {
            return entered.get();
        }

        AtomicLong interruptedAt() {
            return interruptedAt;
        }

        void forEver() throws InterruptedException {
            entered.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } finally {
                interruptedAt.compareAndSet(0, System.nanoTime());
            }
        }
    }

    @WebSocketEndpoint("/block/{where}")
    public static class Blocking implements WebSocketHandler {
        @Inject
        Block block;

        private void in(String callback, String where) throws InterruptedException {
            if (callback.equals(where)) {
                block.forEver();
            }
        }

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
            in("upgrade", handshake.pathParams().get("where"));
            return UpgradeDecision.accept();
        }

        @Override
        public void onConnect(Connection connection) throws Exception {
            in("connect", connection.pathParams().get("where"));
        }

        @Override
        public void onMessage(Connection connection, Message message) throws Exception {
            in("message", connection.pathParams().get("where"));
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) throws Exception {
            in("disconnect", connection.pathParams().get("where"));
        }
    }

    /** Ignores interruptions until it is released. */
    @WebSocketEndpoint("/ignores-interruption")
    public static class IgnoresInterruptionEndpoint implements WebSocketHandler {
        // Static, since no bean can be asked once the server has stopped.
        static final CountDownLatch RELEASED = new CountDownLatch(1);
        static final CountDownLatch ENTERED = new CountDownLatch(1);

        @Override
        public void onMessage(Connection connection, Message message) {
            ENTERED.countDown();
            while (RELEASED.getCount() > 0) {
                try {
                    RELEASED.await();
                } catch (InterruptedException ignored) {
                    // on purpose
                }
            }
        }
    }

    private final LogLines log = LogLines.ofTideway();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        log.close();
        clients.forEach(RawClient::close);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tideway-"))
                .toList();
    }

    private RawClient connect(TidewayServer server, String path) throws IOException {
        RawClient client = RawClient.upgraded(server.port(), path);
        clients.add(client);
        return client;
    }

    private void request(TidewayServer server, String request) throws IOException {
        RawClient client = RawClient.connect(server.port());
        clients.add(client);
        client.send(request);
    }

    private static TidewayServer.Builder builder() {
        return TidewayServer.builder()
                .port(0)
                .stopTimeout(BUDGET)
                .beans(Block.class, Blocking.class, IgnoresInterruptionEndpoint.class);
    }

    private static Duration timeToClose(TidewayServer server) {
        long begun = System.nanoTime();
        server.close();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void aStopTakesNoLongerThanItsBudgetAndLeavesNoThreadWhereAllHandlersBlock() throws Exception {
        TidewayServer server = builder()
                .stopTimeout(LONG_BUDGET) // on a busy machine so many threads need time to write and to end
                .handler(
                        beans -> new HttpHandler() {
                            @Override
                            public void service(Request request, Response response) throws Exception {
                                beans.select(Block.class).get().forEver();
                            }
                        },
                        "/http")
                .start();
        Block block = server.select(Block.class);
        List<RawClient> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            request(server, RawClient.handshake("/block/upgrade"));
            request(server, "GET /http HTTP/1.1\r\nHost: localhost\r\n\r\n");
            open.add(connect(server, "/block/connect"));
            RawClient inMessage = connect(server, "/block/message");
            inMessage.send(Frame.text("x"));
            open.add(inMessage);
            open.add(connect(server, "/block/disconnect"));
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(block.entered()).isEqualTo(40));
        assertThat(timeToClose(server)).isLessThan(LONG_BUDGET.plus(SLACK));
        for (RawClient client : open) {
            assertThat(client.frame().closeCode()).isEqualTo(1001);
        }
        assertThat(threads()).isEmpty();
        assertThat(log.messages()).noneMatch(line -> line.contains("ST207"));
    }

    @Test
    void aThreadThatIgnoresTheInterruptIsNamedWithTheMethodThatItIsIn() throws Exception {
        TidewayServer server = builder().stopTimeout(LONG_BUDGET).start();
        RawClient client = connect(server, "/ignores-interruption");
        client.send(Frame.text("x"));
        IgnoresInterruptionEndpoint.ENTERED.await();
        try {
            assertThat(timeToClose(server)).isLessThan(LONG_BUDGET.plus(SLACK));
            assertThat(client.frame().closeCode()).isEqualTo(1001);
            assertThat(threads()).hasSize(1);
            assertThat(log.messages())
                    .filteredOn(line -> line.contains("ST207"))
                    .singleElement()
                    .asString()
                    .contains(IgnoresInterruptionEndpoint.class.getName() + ".onMessage");
        } finally {
            IgnoresInterruptionEndpoint.RELEASED.countDown();
        }
    }

    @Test
    void aClosedConnectionWhoseOnDisconnectBlocksIsWaitedFor() throws Exception {
        TidewayServer server = builder().start();
        RawClient client = connect(server, "/block/disconnect");
        server.close();
        assertThat(client.frame().closeCode()).isEqualTo(1001);
        assertThat(log.messages()).noneMatch(line -> line.contains("TIDEWAY-502"));
    }

    @Test
    void blockedCallbacksAreInterruptedAfterThreeQuartersOfTheStopTimeout() throws Exception {
        Duration interrupted = timeToInterrupt(Duration.ofSeconds(10));
        for (int i = 1; i < ATTEMPTS && interrupted.compareTo(Duration.ofMillis(9900)) > 0; i++) {
            interrupted = timeToInterrupt(Duration.ofSeconds(10));
        }
        assertThat(interrupted).isBetween(Duration.ofMillis(7400), Duration.ofMillis(9900));
    }

    private Duration timeToInterrupt(Duration stopTimeout) throws Exception {
        TidewayServer server = builder().stopTimeout(stopTimeout).start();
        connect(server, "/block/message").send(Frame.text("x"));
        Block block = server.select(Block.class);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(block.entered()).isEqualTo(1));
        AtomicLong interruptedAt = block.interruptedAt();
        long begun = System.nanoTime();
        server.close();
        return Duration.ofNanos(interruptedAt.get() - begun);
    }

    @Test
    void aStopWithoutBlockedHandlersIsQuick() throws Exception {
        TidewayServer server = builder().stopTimeout(Duration.ofMinutes(5)).start();
        connect(server, "/block/nowhere");
        Duration taken = timeToClose(server);
        // The client does not answer the close.
        assertThat(taken).isLessThan(Duration.ofSeconds(60));
    }
}
