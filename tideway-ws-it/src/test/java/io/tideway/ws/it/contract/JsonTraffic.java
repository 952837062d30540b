package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Sends JSON by {@value #CLIENTS} clients at once to an endpoint that sends it back, and compares every answer.
 *
 * <p>The system property {@value #MESSAGES} says how many messages there are, as in {@code 1000000} for a long run.
 */
public final class JsonTraffic {
    private static final String MESSAGES = "tideway.it.json.messages";
    private static final int CLIENTS = 16;
    private static final int UNANSWERED = 20;

    private JsonTraffic() {}

    /**
     * Sends and compares.
     *
     * @param connect opens a connection to the endpoint
     * @param document makes a document of a number
     */
    public static void exchange(Supplier<TestConnection> connect, LongFunction<String> document) throws Exception {
        long each = Long.getLong(MESSAGES, 6_400) / CLIENTS;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TestConnection connection = connect.get();
                long first = i * each;
                clients.add(threads.submit(() -> exchange(connection, document, first, each)));
            }
            for (Future<?> client : clients) {
                client.get(1, TimeUnit.HOURS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void exchange(TestConnection connection, LongFunction<String> document, long first, long count) {
        for (long next = first; next < first + count; next += UNANSWERED) {
            long last = Math.min(next + UNANSWERED, first + count);
            for (long i = next; i < last; i++) {
                connection.send(document.apply(i));
            }
            for (long i = next; i < last; i++) {
                String answer = connection.nextText();
                assertThat(parsed(answer)).as(answer).isEqualTo(parsed(document.apply(i)));
            }
        }
    }

    private static JsonValue parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
