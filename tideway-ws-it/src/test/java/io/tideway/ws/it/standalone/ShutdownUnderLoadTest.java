package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Audience;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Stops a server while clients connect. */
class ShutdownUnderLoadTest {

    @WebSocketEndpoint(value = "/echo", closeTimeout = "1s")
    static class EchoEndpoint extends RecordingEchoEndpoint {}

    @Test
    void everyClientThatConnectsDuringAStopIsClosed() throws Exception {
        TidewayServer server = TidewayServer.builder()
                .port(0)
                .discovery(false)
                .beans(EchoEndpoint.class, Journal.class)
                .start();
        Audience everyone = server.select(ConnectionManager.class).toAll();
        List<String> journal = server.select(Journal.class).of("client");
        AtomicInteger upgraded = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<Integer> connects = () -> connectUntilRefused(server.port(), upgraded);
                clients.add(threads.submit(connects));
            }
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> upgraded.get() > 100);
            server.close();
            int ended = 0;
            for (Future<Integer> client : clients) {
                ended += client.get(60, TimeUnit.SECONDS);
            }
            assertThat(ended).as("clients that were upgraded, and read an end").isEqualTo(upgraded.get());
            assertThat(everyone.count()).isZero();
            assertThat(journal.stream().filter("connect"::equals).count())
                    .as("each that was connected was disconnected")
                    .isEqualTo(journal.stream()
                            .filter(line -> line.startsWith("disconnect"))
                            .count());
        } finally {
            threads.shutdownNow();
            server.close();
        }
    }

    /** Connects again and again until the server stops answering; returns how many connections were closed. */
    private static int connectUntilRefused(int port, AtomicInteger upgraded) {
        int ended = 0;
        while (true) {
            try (RawClient client = RawClient.connectWithSmallWindow("127.0.0.1", port)) {
                client.send(RawClient.handshakeTo("127.0.0.1:" + port, "/echo?tag=client"));
                if (client.answer().status() == 101) {
                    upgraded.incrementAndGet();
                    ended += stay(client) ? 1 : 0;
                }
            } catch (IOException stopped) {
                return ended;
            }
        }
    }

    private static boolean stay(RawClient client) {
        try {
            client.send(Frame.text("hello"));
            if (client.dataFrame().opcode() == Frame.TEXT) {
                client.send(Frame.close(1000));
                client.closeFrame();
            }
        } catch (IOException reset) {
            return true;
        }
        return true;
    }
}
