package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what happens in the application, under the tag in the query of each client. */
@ApplicationScoped
public class Journal {
    private final Map<String, List<String>> lines = new ConcurrentHashMap<>();

    public void note(Connection connection, String line) {
        note(tag(connection.handshake()), line);
    }

    public void note(String tag, String line) {
        if (!tag.isEmpty()) {
            lines.computeIfAbsent(tag, t -> new CopyOnWriteArrayList<>()).add(line);
        }
    }

    public List<String> of(String tag) {
        return lines.getOrDefault(tag, List.of());
    }

    public static String tag(Handshake handshake) {
        return query(handshake, "tag");
    }

    public static String query(Handshake handshake, String name) {
        return handshake.queryParams().getOrDefault(name, List.of("")).get(0);
    }
}
