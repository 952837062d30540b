package io.tideway.ws.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sets two servers against each other, one after the other on the same machine, in turns. */
public final class Comparison {
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 1000;
    private static final int COUNT = 1000;
    private static final int BYTES = 128;

    private Comparison() {}

    /**
     * Runs it and prints the ratio.
     *
     * @param arguments {@code tyrus} (the default) or {@code undertow}, for Tideway against the plain loop of that
     *     container; {@code log} for a room with a log against one without
     * @throws IOException if a server does not do its part
     */
    public static void run(List<String> arguments) throws IOException {
        String what = arguments.isEmpty() ? "tyrus" : arguments.get(0);
        if (what.equals("log")) {
            run("log", new Contender("without log", "room"), new Contender("with log", "room", "logged"));
        } else {
            run(what, new Contender("plain loop", what, "plain"), new Contender("Tideway", what));
        }
    }

    private static void run(String what, Contender reference, Contender measured) throws IOException {
        System.out.printf(
                "%s: %d messages of %d bytes to each of %d connections, in %d rounds%n",
                what, COUNT, BYTES, CONNECTIONS, ROUNDS);
        List<Sample> referenceSamples = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            referenceSamples.add(measure(round, reference));
            samples.add(measure(round, measured));
        }
        Sample before = Sample.median(referenceSamples);
        Sample after = Sample.median(samples);
        System.out.printf(
                Locale.ROOT,
                "%s delivers %.2f times as many messages a second as %s, each for %.2f of the processor time%n",
                measured.name,
                after.perSecond() / before.perSecond(),
                reference.name,
                after.cpuMicros() / before.cpuMicros());
    }

    private static Sample measure(int round, Contender contender) throws IOException {
        return print(round, contender.name, Sample.of(CONNECTIONS, COUNT, BYTES, contender.server));
    }

    private static Sample print(int round, String who, Sample sample) {
        System.out.printf(
                Locale.ROOT,
                "round %d  %-11s %,12.0f messages/s  %6.2f us of the server's processor time each%n",
                round,
                who,
                sample.perSecond(),
                sample.cpuMicros());
        return sample;
    }

    /** Is one of the two: how it is called in the output, and which server, as on the command line after the port. */
    private static final class Contender {
        private final String name;
        private final String[] server;

        Contender(String name, String... server) {
            this.name = name;
            this.server = server;
        }
    }
}
