package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Measures how late live messages come while clients recover, and while another node crashes. */
public final class Latency {
    private static final int ROUNDS = 15; // a garbage collection alone makes one p99 twice as long
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
        Figures calm = new Figures("afterwards");
        Figures meanwhile = new Figures("meanwhile");
        try (ServerProcess server = new ServerProcess("room", "logged");
                LiveTraffic traffic = new LiveTraffic(server)) {
            traffic.p99Millis(WARM_UP); // until there is something to miss
            for (int warmUp = 1; warmUp <= WARM_UPS; warmUp++) {
                whileTheyRecover(server, traffic, new Figures("warming up"), new Figures("warming up"));
            }
            for (int i = 1; i <= ROUNDS; i++) {
                whileTheyRecover(server, traffic, calm, meanwhile);
            }
        }
        meanwhile.printAgainst(calm);
    }

    /** Compares with what is sent to the same members afterwards, since their number alone makes messages later. */
    private static void whileTheyRecover(ServerProcess server, LiveTraffic traffic, Figures calm, Figures meanwhile)
            throws IOException {
        try (Crowd crowd = new Crowd(server.port(), RETURNING)) {
            Crowd.notePosition(server.port());
            meanwhile.add(traffic.p99Millis(MEASURED, () -> recover(crowd)));
            calm.add(traffic.p99Millis(MEASURED, () -> receive(crowd)));
        }
    }

    /** Recovers, then receives what is live; returns when the last client had everything. */
    private static long recover(Crowd crowd) throws IOException {
        long end = System.nanoTime() + MEASURED.toNanos();
        Duration took = crowd.askDuringTraffic("S " + MISSED, MISSED);
        long over = System.nanoTime();
        System.out.printf("         %,d ms until the last client had everything%n", took.toMillis());
        crowd.receiveUntil(end);
        return over;
    }

    private static long comeTo(ServerProcess server) throws IOException {
        try (Crowd crowd = new Crowd(server.port(), MEMBERS_OF_THE_OTHER)) {
            return recover(crowd);
        }
    }

    /**
     * Has the clients of a killed node come to the measured one, and to another one, which takes the same processors.
     */
    private static void whileANodeDies(String redis) throws IOException {
        System.out.printf(
                "a node with %d connections is killed, and these come to another one%n", MEMBERS_OF_THE_OTHER);
        Map<String, String> options = Map.of(
                "tideway.ws.cluster.redis.uri",
                redis,
                "tideway.ws.cluster.redis.prefix",
                "bench-" + UUID.randomUUID().toString().substring(0, 8));
        Figures calm = new Figures("before");
        Figures here = new Figures("they come to this node");
        Figures elsewhere = new Figures("they come to a third node");
        try (ServerProcess server = new ServerProcess(options, "room", "logged");
                ServerProcess third = new ServerProcess(options, "room", "logged");
                LiveTraffic traffic = new LiveTraffic(server)) {
            traffic.p99Millis(WARM_UP);
            for (int warmUp = 1; warmUp <= WARM_UPS; warmUp++) {
                for (ServerProcess each : List.of(server, third)) {
                    Crowd.notePosition(each.port());
                    traffic.p99Millis(WARM_UP, () -> comeTo(each));
                }
            }
            for (int round = 1; round <= ROUNDS; round++) {
                whileOneDies(options, traffic, third, calm, elsewhere);
                whileOneDies(options, traffic, server, calm, here);
            }
        }
        elsewhere.printAgainst(calm);
        here.printAgainst(calm);
        here.printAgainst(elsewhere);
    }

    private static void whileOneDies(
            Map<String, String> options, LiveTraffic traffic, ServerProcess next, Figures calm, Figures meanwhile)
            throws IOException {
        try (ServerProcess doomed = new ServerProcess(options, "room", "logged");
                Crowd others = Crowd.listening(doomed.port(), MEMBERS_OF_THE_OTHER)) {
            calm.add(traffic.p99Millis(MEASURED, () -> receive(others)));
            Crowd.notePosition(next.port());
            meanwhile.add(traffic.p99Millis(MEASURED, () -> {
                doomed.kill();
                return comeTo(next);
            }));
        }
    }

    private static long receive(Crowd crowd) throws IOException {
        long end = System.nanoTime() + MEASURED.toNanos();
        crowd.receiveUntil(end);
        return end;
    }

    /** Collects one p99 of each round. */
    private static final class Figures {
        private final String when;
        private final List<Double> millis = new ArrayList<>();

        Figures(String when) {
            this.when = when;
        }

        void add(double p99Millis) {
            System.out.printf(Locale.ROOT, "p99 %.2f ms  %s%n", p99Millis, when);
            millis.add(p99Millis);
        }

        void printAgainst(Figures other) {
            System.out.printf(
                    Locale.ROOT, "%s: p99 is %.2f times as long as %s%n", when, median() / other.median(), other.when);
        }

        private double median() {
            return millis.stream().sorted().toList().get(millis.size() / 2);
        }
    }
}
