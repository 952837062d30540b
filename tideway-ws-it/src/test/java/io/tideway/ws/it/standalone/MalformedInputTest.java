package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.SendResult;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.it.peer.Peer;
import io.tideway.ws.it.peer.RawPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that odd input of an application or a peer costs one connection at most. */
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
        assertThat(site.connect("/odd/exact").nextText()).isEqualTo("exact");
        assertThat(site.connect("/odd/other").nextText()).isEqualTo("template other");
    }

    @Test
    void anEncodedExactPathGetsWhatTheGateSawAndNothingElse() throws IOException {
        // The gate and the container have to agree on the endpoint, whichever that is.
        RawPeer peer = site.handshake("/odd/%65xact");
        RawPeer.Answer answer = peer.answer();
        assertThat(answer.status()).isIn(101, 404);
        if (answer.status() == 101) {
            assertThat(peer.dataFrame().text()).isIn("exact", "template exact");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/odd/%zz", "/odd/a%", "/odd/", "/odd", "/odd/a/b", "//odd/a", "/odd/..", "/odd/a;b=c"})
    void anOddPathIsAnsweredAndNeverWith500(String path) throws IOException {
        RawPeer peer = RawPeer.connect("127.0.0.1", site.uri("/").getPort());
        try (peer) {
            peer.send(RawPeer.handshake(path, site.authority()));
            assertThat(peer.answer().status()).isIn(101, 400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "a=%", "&&&=", "=x", "a=%00%0d%0a"})
    void anOddQueryIsTaken(String query) throws IOException {
        RawPeer peer = RawPeer.connect("127.0.0.1", site.uri("/").getPort());
        try (peer) {
            peer.send(RawPeer.handshake("/odd/x?" + query, site.authority()));
            assertThat(peer.answer().status()).isIn(101, 400);
        }
    }

    @Test
    void aTextThatIsNoValidUtf16BreaksNothing() {
        String tag = site.tag();
        Peer peer = site.connect("/odd/x?tag=" + tag);
        assertThat(peer.nextText()).isEqualTo("template x");
        assertThat(connection(tag).sendText("a\ud800b")).isEqualTo(SendResult.QUEUED);
        assertThat(peer.nextText()).startsWith("a").endsWith("b");
        assertThat(peer.ask("still there")).isEqualTo("still there");
    }

    @Test
    void threadsThatSendWhileThePeerResetsAreToldAndNeverThrownAt() throws Exception {
        for (int round = 0; round < 10; round++) {
            String tag = site.tag();
            RawPeer peer = site.raw("/odd/x?tag=" + tag);
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
            peer.reset();
            for (Thread thread : threads) {
                thread.join(Peer.PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(thrown).isEmpty();
            eventually(() -> assertThat(manager.connectionCount()).isZero());
        }
    }
}
