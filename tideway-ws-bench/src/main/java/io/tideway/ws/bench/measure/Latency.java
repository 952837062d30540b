package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Measures how late live messages come while clients recover, and while another node dies. */
public final class Latency {
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int WARM_UPS = 2;
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final int RETURNING = 1000;
    private static final int MEMBERS_OF_THE_OTHER = 500;
    private static final int MISSED = 100;

    private Latency() {}

    /**
     * Runs it and prints each p99, and the ratio of the medians.
     *
     * @param arguments {@code recover}; or {@code kill}, then the URI of Redis
     * @throws IOException if a server does not do its part
     */
    public static void run(List<String> arguments) throws IOException {
        switch (arguments.isEmpty() ? "recover" : arguments.get(0)) {
            case "recover" -> whileClientsRecover();
            case "kill" -> whileANodeDies(arguments.size() > 1 ? arguments.get(1) : "redis://127.0.0.1:6379");
            default -> throw new IllegalArgumentException("no such disturbance: " + arguments.get(0));
        }
    }

    private static void whileClientsRecover() throws IOException {
        System.out.printf("%d clients at once get %d missed messages each%n", RETURNING, MISSED);
        Ratio ratio = new Ratio();
        try (ServerProcess server = new ServerProcess("room", "logged");
                LiveTraffic traffic = new LiveTraffic(server)) {
            traffic.p99Millis(WARM_UP); // until there is something to miss
            for (int warmUp = 1; warmUp <= WARM_UPS; warmUp++) {
                whileTheyRecover(server, traffic, (calm, meanwhile) -> {});
            }
            for (int i = 1; i <= ROUNDS; i++) {
                int round = i;
                whileTheyRecover(server, traffic, (calm, meanwhile) -> ratio.add(round, calm, meanwhile));
            }
        }
        ratio.print();
    }

    /** Compares with what is sent to the same members afterwards, since their number alone makes messages later. */
    private static void whileTheyRecover(ServerProcess server, LiveTraffic traffic, Figures figures)
            throws IOException {
        try (Crowd crowd = new Crowd(server.port(), RETURNING)) {
            Crowd.notePosition(server.port());
            double meanwhile = traffic.p99Millis(MEASURED, () -> {
                long over = recover(crowd);
                receive(crowd);
                return over;
            });
            figures.add(traffic.p99Millis(MEASURED, () -> receive(crowd)), meanwhile);
        }
    }

    private static long recover(ServerProcess server, int clients) throws IOException {
        try (Crowd crowd = new Crowd(server.port(), clients)) {
            return recover(crowd);
        }
    }

    private static long recover(Crowd crowd) throws IOException {
        Duration took = crowd.askDuringTraffic("S " + MISSED, MISSED);
        System.out.printf("         %,d ms until the last client had everything%n", took.toMillis());
        return System.nanoTime();
    }

    private static void whileANodeDies(String redis) throws IOException {
        System.out.printf("a node with %d connections is killed, and these come to the other%n", MEMBERS_OF_THE_OTHER);
        Map<String, String> options = Map.of(
                "tideway.ws.cluster.redis.uri",
                redis,
                "tideway.ws.cluster.redis.prefix",
                "bench-" + UUID.randomUUID().toString().substring(0, 8));
        Ratio ratio = new Ratio();
        try (ServerProcess server = new ServerProcess(options, "room", "logged");
                LiveTraffic traffic = new LiveTraffic(server)) {
            traffic.p99Millis(WARM_UP);
            Crowd.notePosition(server.port());
            traffic.p99Millis(WARM_UP, () -> recover(server, MEMBERS_OF_THE_OTHER));
            for (int round = 1; round <= ROUNDS; round++) {
                try (ServerProcess doomed = new ServerProcess(options, "room", "logged");
                        Crowd others = Crowd.listening(doomed.port(), MEMBERS_OF_THE_OTHER)) {
                    double calm = traffic.p99Millis(MEASURED, () -> receive(others));
                    Crowd.notePosition(server.port());
                    ratio.add(round, calm, traffic.p99Millis(MEASURED, () -> {
                        doomed.kill();
                        return recover(server, MEMBERS_OF_THE_OTHER);
                    }));
                }
            }
        }
        ratio.print();
    }

    private static long receive(Crowd crowd) throws IOException {
        long end = System.nanoTime() + MEASURED.toNanos();
        crowd.receiveUntil(end);
        return end;
    }

    /** Takes the two figures of a round. */
    @FunctionalInterface
    private interface Figures {
        void add(double calm, double meanwhile);
    }

    /** Collects the two kinds of figures. */
    private static final class Ratio {
        private final List<Double> calm = new ArrayList<>();
        private final List<Double> disturbed = new ArrayList<>();

        void add(int round, double before, double after) {
            System.out.printf(Locale.ROOT, "round %d  p99 %.2f ms, then %.2f ms%n", round, before, after);
            calm.add(before);
            disturbed.add(after);
        }

        void print() {
            System.out.printf(Locale.ROOT, "p99 is %.2f times as long meanwhile%n", median(disturbed) / median(calm));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
