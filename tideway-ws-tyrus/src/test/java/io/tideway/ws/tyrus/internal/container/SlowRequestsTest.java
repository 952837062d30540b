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
class SlowRequestsTest {

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
        long begun = System.nanoTime();
        await().pollDelay(Duration.ofMillis(800)).until(() -> System.nanoTime() - begun > 0);
        request.getInputStream().read();
        long between = System.nanoTime();
        await().pollDelay(Duration.ofMillis(800)).until(() -> System.nanoTime() - between > 0);
    }

    @Test
    void theTimeInWhichAHandlerDoesNotReadDoesNotCount() throws Exception {
        open(Duration.ofMillis(500));
        int length = 900_000;
        try (RawClient client = RawClient.connect(front.port())) {
            client.send("POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"
                    + "x".repeat(length));
            assertThat(client.answer().status()).isEqualTo(200);
            client.send(POST + "67890");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsAnswered408AfterAHandlerHasWorked() throws Exception {
        open(Duration.ofMillis(500));
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(POST.replace("/slow", "/later"));
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.readsEof()).isTrue();
        }
        await().until(() -> reading.get() == 0);
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
            await().until(() -> reading.get() == 40);
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
            await().until(() -> begun.get() == 1);
            client.send("6");
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.readsEof()).isTrue();
        }
        await().until(() -> reading.get() == 0);
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
        long begun = System.nanoTime();
        try (RawClient client = RawClient.connect(front.port())) {
            for (int i = 0; i < 4; i++) {
                client.send(POST);
                await().until(() -> reading.get() == 1);
                await().pollDelay(time.dividedBy(3)).until(() -> true); // far from the end, also on a busy machine
                client.send("67890");
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
        assertThat(System.nanoTime() - begun).isGreaterThan(time.toNanos());
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
            await().until(() -> reading.get() == 0);
        }
    }
}
