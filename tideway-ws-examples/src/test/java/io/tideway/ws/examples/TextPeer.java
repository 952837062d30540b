package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Talks text through the JDK's own WebSocket client. */
final class TextPeer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;

    private TextPeer(URI uri) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new Listener())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Connects, or throws a {@code CompletionException} if that is refused. */
    static TextPeer connect(URI uri) {
        return new TextPeer(uri);
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** Takes the next text, waiting for it. */
    String hear() throws InterruptedException {
        String text = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(text).as("a text within %s s", PATIENCE_SECONDS).isNotNull();
        return text;
    }

    /** Takes texts until one is accepted, and returns them all, that one the last. */
    List<String> hearUntil(Predicate<String> accepts) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        do {
            heard.add(hear());
        } while (!accepts.test(heard.get(heard.size() - 1)));
        return heard;
    }

    /** Says something and takes the next text. */
    String ask(String text) throws InterruptedException {
        say(text);
        return hear();
    }

    /** Waits until the server closes. */
    int closeCode() {
        return closeCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                unread.add(parts.toString());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }
}
