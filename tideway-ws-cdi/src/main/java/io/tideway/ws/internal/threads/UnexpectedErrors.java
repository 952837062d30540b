package io.tideway.ws.internal.threads;

import java.util.function.Consumer;

/** Reports what code threw that must not throw, such as a listener; never throws, even where memory has run out. */
public final class UnexpectedErrors {
    private UnexpectedErrors() {}

    /** Logs what a listener or a container threw. */
    public static void report(Throwable unexpected) {
        report(unexpected, ThreadMessages::unexpected);
    }

    /** Logs what a task of the runtime itself threw. */
    public static void reportTask(Throwable unexpected) {
        report(unexpected, ThreadMessages::taskFailed);
    }

    /** Logs what a periodic task threw. */
    static void reportPeriodicTask(Throwable unexpected) {
        report(unexpected, ThreadMessages::periodicTaskFailed);
    }

    private static void report(Throwable unexpected, Consumer<Throwable> log) {
        try {
            log.accept(unexpected);
        } catch (Throwable cannotEvenBeLogged) {
            // Thrown further, it would do the harm that was prevented.
        }
    }
}
