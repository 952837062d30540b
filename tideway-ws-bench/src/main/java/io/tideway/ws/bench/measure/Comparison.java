package io.tideway.ws.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sets Tideway against the plain loop of its container, one after the other on the same machine, in turns. */
public final class Comparison {
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 1000;
    private static final int COUNT = 1000;
    private static final int BYTES = 128;

    private Comparison() {}

    /**
     * Runs it and prints the ratio.
     *
     * @param arguments {@code tyrus} (the default) or {@code undertow}
     * @throws IOException if a server does not do its part
     */
    public static void run(List<String> arguments) throws IOException {
        String container = arguments.isEmpty() ? "tyrus" : arguments.get(0);
        System.out.printf(
                "%d messages of %d bytes to each of %d connections, on %s, in %d rounds%n",
                COUNT, BYTES, CONNECTIONS, container, ROUNDS);
        List<Sample> plain = new ArrayList<>();
        List<Sample> tideway = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            plain.add(print(round, "plain loop", Sample.of(CONNECTIONS, COUNT, BYTES, container, "plain")));
            tideway.add(print(round, "Tideway", Sample.of(CONNECTIONS, COUNT, BYTES, container)));
        }
        Sample slower = Sample.median(plain);
        Sample faster = Sample.median(tideway);
        System.out.printf(
                Locale.ROOT,
                "Tideway delivers %.1f times as many messages a second, each for %.2f of the processor time%n",
                faster.perSecond() / slower.perSecond(),
                faster.cpuMicros() / slower.cpuMicros());
    }

    private static Sample print(int round, String who, Sample sample) {
        System.out.printf(
                Locale.ROOT,
                "round %d  %-10s %,12.0f messages/s  %6.2f us of the server's processor time each%n",
                round,
                who,
                sample.perSecond(),
                sample.cpuMicros());
        return sample;
    }
}
