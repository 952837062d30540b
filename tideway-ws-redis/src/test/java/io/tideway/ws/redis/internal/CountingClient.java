package io.tideway.ws.redis.internal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Counts the texts of a room and sums them up in their order, so that a thousand clients need little memory: a
 * connection of the test kit keeps each text until the test has read it.
 */
final class CountingClient implements WebSocket.Listener {
    private final Consumer<String> each;
    private final StringBuilder partial = new StringBuilder();
    private volatile int count = -1; // without the welcome
    private volatile long sum;

    private CountingClient(Consumer<String> each) {
        this.each = each;
    }

    /** Connects; tells each text on the client's thread. */
    static CountingClient connected(HttpClient http, URI uri, Consumer<String> each) {
        CountingClient client = new CountingClient(each);
        http.newWebSocketBuilder().buildAsync(uri, client).join();
        return client;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // calls come one at a time
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            if (count >= 0) {
                sum = 31 * sum + text.hashCode();
                each.accept(text);
            }
            count++;
        }
        socket.request(1);
        return null;
    }

    /** Returns how many texts have come; negative before the welcome. */
    int count() {
        return count;
    }

    /** Returns what depends on all texts and on their order. */
    long sum() {
        return sum;
    }
}
