package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.fail;

import io.tideway.ws.it.python.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Names programs that tests need and a machine may lack. */
public final class Tool {
    private static final Duration SHORTLY = Duration.ofSeconds(30);

    private Tool() {}

    /**
     * Ends the test where a program cannot be run: it fails where {@code tideway.require} names the tool, else it is
     * skipped.
     *
     * @param tool as in {@code tideway.require}
     * @param advice how to get it
     * @param command something that succeeds at once
     */
    public static void required(String tool, String advice, String... command) {
        if (!runs(command)) {
            missing(tool, command[0] + " cannot be run; " + advice);
        }
    }

    /** Ends the test because of something that a tool lacks. */
    static void missing(String tool, String problem) {
        if (List.of(System.getProperty("tideway.require", "").split(",")).contains(tool)) {
            fail("tideway.require names %s, but %s", tool, problem);
        }
        Assumptions.abort(problem);
    }

    private static boolean runs(String... command) {
        try {
            return Program.of(SHORTLY, command).run().succeeded();
        } catch (IOException notThere) {
            return false;
        }
    }
}
