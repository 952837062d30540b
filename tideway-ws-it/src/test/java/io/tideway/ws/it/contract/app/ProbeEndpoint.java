package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** Answers questions about the application; each answer begins with an equals sign. */
@WebSocketEndpoint(value = "/probe", outboundQueueBytes = 16_000_000)
public class ProbeEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Inject
    ConnectionManager manager;

    @Override
    public void onMessage(Connection connection, Message message) {
        String[] words = ((Message.Text) message).text().split(" ", 2);
        connection.sendText("=" + answer(words[0], words.length > 1 ? words[1] : ""));
    }

    private String answer(String question, String subject) {
        return switch (question) {
            case "journal" -> String.join("\n", journal.of(subject));
            case "members" -> String.valueOf(manager.roomMembers(subject).size());
            case "user" -> String.valueOf(manager.userConnections(subject).size());
            case "open" ->
                manager.connections().stream()
                        .filter(c -> Journal.tag(c.handshake()).equals(subject))
                        .map(c -> String.valueOf(c.isOpen()))
                        .collect(Collectors.joining(","));
            case "broadcast" -> String.valueOf(manager.broadcastText(subject).isComplete());
            case "memory" -> String.valueOf(memory());
            case "metrics" -> metrics(manager.metrics());
            default -> throw new IllegalArgumentException(question);
        };
    }

    /** Returns how many bytes of the heap and of direct buffers are in use. */
    private static long memory() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
    }

    private static String metrics(ConnectionMetrics m) {
        return m.connections() + " " + m.rooms() + " " + m.users() + " " + m.queuedMessages() + " " + m.queuedBytes();
    }
}
