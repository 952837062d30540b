package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what a client can have logged by what it sends over HTTP: a line each time, and no stack trace. */
class RequestLogsTest {

    private static final String CHUNKED =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final TestFront front = new TestFront();
    private final LogLines warnings = LogLines.ofAll(Level.WARNING);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        front.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) throws IOException {
                        if (request.getRequestURI().startsWith("/fail")) {
                            throw new IllegalStateException(request.getQueryString() + "\nSEVERE: forged");
                        }
                        reading.countDown();
                        try {
                            response.getOutputStream()
                                    .write(request.getInputStream().readAllBytes());
                        } finally {
                            done.countDown();
                        }
                    }
                },
                List.of("/*")));
        front.open();
    }

    @AfterEach
    void stop() {
        front.close();
        warnings.close();
    }

    @Test
    void aChunkThatTurnsOutWrongWhileTheBodyIsReadIsAnswered400() throws Exception {
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(CHUNKED + "5\r\nhello\r\n");
            reading.await();
            client.send("xyz\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.readsEof()).isTrue();
        }
        done.await();
        front.close();
        assertThat(warnings.records()).isEmpty();
    }

    @Test
    void aClientThatGoesAwayInTheMiddleOfItsBodyLogsNoWarning() throws Exception {
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(CHUNKED + "5\r\nhel");
            reading.await();
            client.reset();
        }
        done.await();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(CHUNKED + "5\r\nhel");
            client.socket().shutdownOutput();
            client.readsEof();
        }
        front.close();
        assertThat(warnings.records()).isEmpty();
    }

    @Test
    void aHandlerThatThrowsIsOneLineWithoutWhatTheClientSent() throws Exception {
        try (RawClient client = RawClient.connect(front.port())) {
            client.send("GET /fail?secret HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(500);
        }
        await().untilAsserted(() -> assertThat(warnings.records())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.getMessage())
                            .startsWith("TIDEWAY-ST212 ")
                            .contains("IllegalStateException");
                    assertThat(warning.getMessage()).doesNotContain("secret").doesNotContain("forged");
                    assertThat(warning.getThrown()).isNull();
                }));
    }
}
