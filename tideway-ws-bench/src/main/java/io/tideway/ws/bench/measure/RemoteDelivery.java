package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Broadcasts to a room on one of two nodes, in turns to connections of that node and to those of the other, with Redis
 * between them.
 */
public final class RemoteDelivery {
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 3;
    private static final int CONNECTIONS = 1000;
    private static final int COUNT = 1000;
    private static final int BYTES = 128;

    private RemoteDelivery() {}

    /**
     * Runs it and prints the ratio.
     *
     * @param arguments the URI of Redis
     * @throws IOException if a message is lost, doubled or out of order
     */
    public static void run(List<String> arguments) throws IOException {
        Map<String, String> options = Map.of(
                "tideway.ws.cluster.redis.uri",
                arguments.isEmpty() ? "redis://127.0.0.1:6379" : arguments.get(0),
                "tideway.ws.cluster.redis.prefix",
                "bench-" + UUID.randomUUID().toString().substring(0, 8));
        System.out.printf(
                "%d messages of %d bytes to each of %d connections, in %d rounds%n", COUNT, BYTES, CONNECTIONS, ROUNDS);
        List<Double> local = new ArrayList<>();
        List<Double> remote = new ArrayList<>();
        try (ServerProcess from = new ServerProcess(options, "room");
                ServerProcess to = new ServerProcess(options, "room");
                Crowd sender = new Crowd(from.port(), 1)) {
            for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
                double own = perSecond(from.port(), sender);
                double other = perSecond(to.port(), sender);
                if (round > 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "round %d  own node %,12.0f messages/s  other node %,12.0f messages/s%n",
                            round,
                            own,
                            other);
                    local.add(own);
                    remote.add(other);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "the other node delivers %.2f times as many a second%n", median(remote) / median(local));
    }

    private static double perSecond(int port, Crowd sender) throws IOException {
        try (Crowd crowd = Crowd.listening(port, CONNECTIONS)) {
            Duration took = crowd.broadcastFrom(sender, COUNT, BYTES);
            return (double) COUNT * CONNECTIONS / (took.toNanos() / 1e9);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
