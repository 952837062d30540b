package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.internal.http.HttpLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that take their time, with a deadline that is short enough to see it pass. */
@Tag("alone")
@Tag("long")
class SlowRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(1200);
    private static final int ATTEMPTS = 3;
    private static final String POST = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345";

    private final TestFront front = new TestFront();
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final BlockingQueue<Response> left = new LinkedBlockingQueue<>();
    private final CountDownLatch writing = new CountDownLatch(1);

    @AfterEach
    void stop() {
        front.close();
    }

    private void open(Duration time) throws IOException {
        front.limits = new HttpLimits(8192, 100, 1_000_000, time);
        front.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) throws IOException {
                        if (request.getRequestURI().equals("/later")) {
                            later(request);
                        }
                        if (request.getRequestURI().equals("/left")) {
                            response.suspend();
                            response.getOutputStream().write("begun".getBytes(StandardCharsets.US_ASCII));
                            response.flush();
                            left.add(response);
                            return;
                        }
                        reading.incrementAndGet();
                        begun.incrementAndGet();
                        try {
                            request.getInputStream().readAllBytes();
                        } finally {
                            reading.decrementAndGet();
                        }
                        if (request.getRequestURI().equals("/large")) {
                            writing.countDown();
                            reading.incrementAndGet();
                            try {
                                for (int i = 0; i < 1000; i++) {
                                    response.getOutputStream().write(new byte[100_000]);
                                }
                            } finally {
                                reading.decrementAndGet();
                            }
                        }
                    }
                },
                List.of("/*")));
        front.open();
    }

    private static void later(Request request) throws IOException {
        await().pollDelay(PAUSE).atMost(PATIENCE).until(() -> true);
        request.getInputStream().read();
        await().pollDelay(PAUSE).atMost(PATIENCE).until(() -> true);
    }

    /** Has a client try again where it may have been late, as on a machine that stands still now and then. */
    private static void assertDoneOnce(Callable<Boolean> attempt) throws Exception {
        boolean done = false;
        for (int i = 0; i < ATTEMPTS && !done; i++) {
            done = attempt.call();
        }
        assertThat(done).isTrue();
    }

    @Test
    void theTimeInWhichAHandlerDoesNotReadDoesNotCount() throws Exception {
        open(PAUSE.minusMillis(300));
        int length = 900_000;
        String later = "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"
                + "x".repeat(length);
        assertDoneOnce(() -> {
            try (RawClient client = RawClient.connect(front.port())) {
                return isServed(client, later) && isServed(client, POST + "67890");
            }
        });
    }

    /** Sends a whole request; false if the server finds that it comes too late. */
    private static boolean isServed(RawClient client, String request) throws IOException {
        client.send(request);
        int status = client.answer().status();
        assertThat(status).isIn(200, 408);
        return status == 200;
    }

    @Test
    void aBodyThatDoesNotEndIsAnswered408AfterAHandlerHasWorked() throws Exception {
        open(PAUSE.minusMillis(300));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(POST.replace("/slow", "/later"));
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.readsEof()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> reading.get() == 0);
    }

    @Test
    void aRunningAnswerGetsNo408() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(POST.replace("/slow", "/left"));
            Response response = left.take();
            await().pollDelay(Duration.ofMillis(900)).until(() -> true);
            response.getOutputStream().write("ended".getBytes(StandardCharsets.US_ASCII));
            response.resume();
            String answer = new String(client.input().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("begun", "ended")
                    .doesNotContain("408");
        }
    }

    @Test
    void slowBodiesLeaveHandshakesTheirThreads() throws Exception {
        front.workers = 40;
        open(Duration.ofSeconds(60));
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawClient client = RawClient.connect(front.port());
                slow.add(client);
                client.send(POST);
            }
            await().atMost(PATIENCE).until(() -> reading.get() == 40);
            for (int i = 0; i < 50; i++) {
                try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
                    client.send(Frame.text("x"));
                    assertThat(client.frame().text()).isEqualTo("x");
                }
            }
        } finally {
            slow.forEach(RawClient::close);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsAnswered408AndItsThreadIsFree() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(POST);
            await().atMost(PATIENCE).until(() -> begun.get() == 1);
            client.send("6");
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.readsEof()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> reading.get() == 0);
    }

    @Test
    void aHeadThatDoesNotEndIsAnswered408() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send("GET /slow HTTP/1.1\r\nHost: ");
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aConnectionThatSaysNothingEndsWithoutAnAnswer() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            assertThat(client.input().read()).isEqualTo(-1);
        }
    }

    @Test
    void theTimeStartsOverWithEachRequestAndNotBetweenThem() throws Exception {
        Duration time = Duration.ofSeconds(3);
        open(time);
        assertDoneOnce(() -> {
            long first = System.nanoTime();
            try (RawClient client = RawClient.connect(front.port())) {
                for (int i = 0; i < 4; i++) {
                    int before = begun.get();
                    client.send(POST);
                    await().atMost(PATIENCE).until(() -> begun.get() > before);
                    await().pollDelay(time.dividedBy(3)).until(() -> true);
                    if (!isServed(client, "67890")) {
                        return false;
                    }
                }
            }
            assertThat(System.nanoTime() - first).isGreaterThan(time.toNanos());
            return true;
        });
    }

    @Test
    void anUpgradedConnectionHasNoDeadline() throws Exception {
        open(Duration.ofSeconds(2));
        try (RawClient client = RawClient.upgraded(front.port(), "/ws");
                RawClient silent = RawClient.connect(front.port())) {
            assertThat(silent.input().read()).isEqualTo(-1);
            client.send(Frame.text("x"));
            assertThat(client.frame().text()).isEqualTo("x");
        }
    }

    @Test
    void anAnswerThatIsNotReadFreesItsThread() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            writing.await();
            await().atMost(PATIENCE).until(() -> reading.get() == 0);
        }
    }
}
