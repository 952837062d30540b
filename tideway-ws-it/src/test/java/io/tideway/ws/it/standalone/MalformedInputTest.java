package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.SendResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that malformed input of an application or a client ends one connection at most. */
class MalformedInputTest extends StandaloneTest {

    @WebSocketEndpoint("/odd/{any}")
    static class Template extends RecordingEchoEndpoint {
        @Override
        public void onConnect(Connection connection) {
            connection.sendText("template " + connection.pathParams().get("any"));
        }
    }

    @WebSocketEndpoint("/odd/exact")
    static class Exact extends RecordingEchoEndpoint {
        @Override
        public void onConnect(Connection connection) {
            connection.sendText("exact");
        }
    }

    @Test
    void anExactPathWinsOverATemplate() {
        assertThat(application.connect("/odd/exact").nextText()).isEqualTo("exact");
        assertThat(application.connect("/odd/other").nextText()).isEqualTo("template other");
    }

    @Test
    void theGateAndTheContainerAgreeOnAnEncodedPath() throws IOException {
        // The gate and the container have to agree on the endpoint, whichever that is.
        RawClient client = application.handshake("/odd/%65xact");
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isIn(101, 404);
        if (answer.status() == 101) {
            assertThat(client.dataFrame().text()).isIn("exact", "template exact");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/odd/%zz", "/odd/a%", "/odd/", "/odd", "/odd/a/b", "//odd/a", "/odd/..", "/odd/a;b=c"})
    void aMalformedPathIsNeverAnsweredWith500(String path) throws IOException {
        RawClient client = RawClient.connectWithSmallWindow(
                "127.0.0.1", application.uri("/").getPort());
        try (client) {
            client.send(RawClient.handshakeTo(application.authority(), path));
            assertThat(client.answer().status()).isIn(101, 400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "a=%", "&&&=", "=x", "a=%00%0d%0a"})
    void aMalformedQueryIsNeverAnsweredWith500(String query) throws IOException {
        RawClient client = RawClient.connectWithSmallWindow(
                "127.0.0.1", application.uri("/").getPort());
        try (client) {
            client.send(RawClient.handshakeTo(application.authority(), "/odd/x?" + query));
            assertThat(client.answer().status()).isIn(101, 400);
        }
    }

    @Test
    void aTextWithInvalidUtf16LeavesTheConnectionWorking() {
        String tag = application.tag();
        TestConnection client = application.connect("/odd/x?tag=" + tag);
        assertThat(client.nextText()).isEqualTo("template x");
        assertThat(connection(tag).sendText("a\ud800b")).isEqualTo(SendResult.QUEUED);
        assertThat(client.nextText()).startsWith("a").endsWith("b");
        assertThat(client.ask("still there")).isEqualTo("still there");
    }

    @Test
    void sendingWhileTheClientResetsNeverThrows() throws Exception {
        for (int round = 0; round < 10; round++) {
            String tag = application.tag();
            RawClient client = application.raw("/odd/x?tag=" + tag);
            Connection connection = connection(tag);
            CountDownLatch sending = new CountDownLatch(8);
            List<Throwable> thrown = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    sending.countDown();
                    while (connection.sendText("x") != SendResult.CLOSED) {
                        Thread.onSpinWait();
                    }
                });
                thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            sending.await();
            client.reset();
            for (Thread thread : threads) {
                thread.join(ContractClient.PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(thrown).isEmpty();
            eventually(() -> assertThat(manager.connectionCount()).isZero());
        }
    }
}
