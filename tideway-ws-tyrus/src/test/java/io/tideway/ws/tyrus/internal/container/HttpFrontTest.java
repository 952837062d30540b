package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFrontTest {

    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        if (front.front != null) {
            front.close();
        }
    }

    private static HttpHandler echo(String name) {
        return new HttpHandler() {
            @Override
            public void service(Request request, Response response) throws Exception {
                if (request.getRequestURI().endsWith("/fail")) {
                    throw new IllegalStateException("a secret");
                }
                String body = new String(request.getInputStream().readAllBytes());
                response.setContentType("text/plain");
                response.getWriter().write(name + " " + request.getContextPath() + " " + body);
            }
        };
    }

    @Test
    void ordinaryRequestsKeepTheirConnection() throws Exception {
        front.mounts.add(new HttpMount(echo("api"), List.of("/api/*")));
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n" + "b" + i);
                RawClient.Answer answer = client.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("api /api b" + i);
                assertThat(answer.headers()).doesNotContainKey("connection");
            }
            client.send(RawClient.handshake("/ws"));
            assertThat(client.answer().status()).isEqualTo(101);
        }
    }

    @Test
    void javasHttpClientThatOffersHttp2IsServedWithItsBody() throws Exception {
        front.mounts.add(new HttpMount(echo("api"), List.of("/api/*")));
        front.open();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/api/x"))
                            .POST(HttpRequest.BodyPublishers.ofString("hello"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("api /api hello");
        }
    }

    @Test
    void theMostSpecificHandlerAnswersAndNothingElseIs404() throws Exception {
        front.contextPath = "/app";
        front.mounts.add(new HttpMount(echo("api"), List.of("/api/*")));
        front.mounts.add(new HttpMount(echo("one"), List.of("/one")));
        front.open();
        assertThat(get("/app/api/x").body()).isEqualTo("api /app/api ");
        assertThat(get("/app/one").body()).isEqualTo("one /app ");
        assertThat(get("/app/two").status()).isEqualTo(404);
        assertThat(get("/api/x").status()).isEqualTo(404);
        assertThat(get("/").status()).isEqualTo(404);
    }

    @Test
    void aHandlerForAllPathsLeavesOtherHandlersTheirs() throws Exception {
        front.mounts.add(new HttpMount(echo("all"), List.of("/*")));
        front.mounts.add(new HttpMount(echo("api"), List.of("/api/*")));
        front.open();
        assertThat(get("/").body()).isEqualTo("all  ");
        assertThat(get("/x/y").body()).isEqualTo("all  ");
        assertThat(get("/api/x").body()).isEqualTo("api /api ");
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.text("x"));
            assertThat(client.frame().text()).isEqualTo("x");
        }
    }

    @Test
    void anErrorShowsNoExceptionText() throws Exception {
        front.mounts.add(new HttpMount(echo("api"), List.of("/*")));
        front.open();
        RawClient.Answer answer = get("/fail");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        front.open();
        List<java.net.InetAddress> outside = java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        for (java.net.InetAddress address : outside) {
            assertThatThrownBy(() -> RawClient.connect(address, front.port()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTakenPortFailsTheStartAndLeavesNoThread() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> HttpFront.open(
                            new FrontSettings(
                                    front.name,
                                    "127.0.0.1",
                                    taken.getLocalPort(),
                                    "/",
                                    10,
                                    front.limits,
                                    front.connectionLimits,
                                    front.tls),
                            new EndpointContainer(front.name, "/"),
                            null,
                            List.of()))
                    .isInstanceOf(BindException.class);
        }
        assertThat(front.threads()).isEmpty();
    }

    @Test
    void closingLeavesNoThreadAndEveryClientReadsTheEnd() throws Exception {
        front.open();
        RawClient client = RawClient.upgraded(front.port(), "/ws");
        client.send(Frame.text("x"));
        client.frame();
        assertThat(front.threads()).isNotEmpty();
        front.close();
        assertThat(front.threads()).isEmpty();
        assertThat(client.readsEof()).isTrue();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        front.close();
    }

    @Test
    void aHandlerThatCannotBeDestroyedLetsTheSelectorsAndWorkersEnd() throws Exception {
        front.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) {}

                    @Override
                    public void destroy() {
                        throw new NoClassDefFoundError("a class of the application");
                    }
                },
                List.of("/*")));
        front.open();
        assertThat(get("/").status()).isEqualTo(200);
        front.front.close(Duration.ofSeconds(5));
        assertThat(front.threads())
                .noneMatch(
                        thread -> thread.contains("selector") || thread.contains("worker") || thread.contains("http"));
        front.front = null; // a second close would wait for the rest of Grizzly's threads again
    }

    @Test
    void afterStopAcceptingNewClientsAreRefusedAndTheOthersStay() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            front.front.stopAccepting(Duration.ofSeconds(2));
            // The system goes on accepting until the selector has let the listening socket go.
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> RawClient.connect(front.port()).close())
                    .isInstanceOf(IOException.class));
            client.send(Frame.text("x"));
            assertThat(client.frame().text()).isEqualTo("x");
        }
    }

    private RawClient.Answer get(String path) throws IOException {
        try (RawClient client = RawClient.connect(front.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return client.answer();
        }
    }
}
