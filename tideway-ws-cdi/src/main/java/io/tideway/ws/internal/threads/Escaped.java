package io.tideway.ws.internal.threads;

import java.util.function.Consumer;

/** Reports what escaped from code that is not to throw, such as a listener's; never throws, even where memory has run out. */
public final class Escaped {
    private Escaped() {}

    /** Logs what a listener or a container threw. */
    public static void report(Throwable escaped) {
        report(escaped, ThreadMessages::escaped);
    }

    /** Logs what a task of the runtime itself threw. */
    public static void reportTask(Throwable escaped) {
        report(escaped, ThreadMessages::taskFailed);
    }

    /** Logs what a periodic task threw. */
    static void reportPeriodicTask(Throwable escaped) {
        report(escaped, ThreadMessages::periodicTaskFailed);
    }

    private static void report(Throwable escaped, Consumer<Throwable> log) {
        try {
            log.accept(escaped);
        } catch (Throwable cannotEvenBeLogged) {
            // Thrown on, it would do the harm that was prevented.
        }
    }
}
