package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.time.Duration;

/** Has many clients join a room at once, each of which has missed messages. */
public final class Recovery {
    private static final int ROUNDS = 10;
    private static final int CONNECTIONS = 1000;
    private static final int MISSED = 100;
    private static final int BYTES = 128;

    private Recovery() {}

    /**
     * Runs it and prints how long each round took.
     *
     * @throws IOException if a client does not get what it has missed, once and in order
     */
    public static void run() throws IOException {
        System.out.printf("%d clients at once, each with %d messages of %d bytes missed%n", CONNECTIONS, MISSED, BYTES);
        try (ServerProcess server = new ServerProcess("room", "logged");
                Crowd member = Crowd.listening(server.port(), 1)) {
            member.broadcast(2 * MISSED, BYTES);
            for (int round = 1; round <= ROUNDS; round++) {
                try (Crowd crowd = new Crowd(server.port(), CONNECTIONS)) {
                    Crowd.notePosition(server.port());
                    Duration took = crowd.ask("S " + MISSED, MISSED);
                    System.out.printf(
                            "round %d  %,d ms until the last client had everything%n", round, took.toMillis());
                }
            }
        }
    }
}
