package io.tideway.ws.internal.threads;

import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;
import java.util.Collection;

/** Holds the log lines and error texts of the pools; ids 250 to 269. */
final class ThreadMessages {
    private static final SafeLog UNEXPECTED_ERRORS = SafeLog.of(UnexpectedErrors.class);
    private static final SafeLog THREADS = SafeLog.of(Threads.class);

    private ThreadMessages() {}

    /** Logs a task of our own that threw. */
    static void taskFailed(Throwable cause) {
        UNEXPECTED_ERRORS.log(Level.ERROR, cause, "TIDEWAY-251 a task of Tideway's own failed: %s", cause);
    }

    /** Logs what code threw that must not throw, and whose effect was contained. */
    static void unexpected(Throwable cause) {
        UNEXPECTED_ERRORS.log(
                Level.ERROR,
                cause,
                "TIDEWAY-250 a listener or a container threw an exception that it must not throw: %s",
                cause);
    }

    /** Logs threads that outlive the application. */
    static void threadsLeft(Collection<Thread> threads) {
        THREADS.log(
                Level.WARNING, null, "TIDEWAY-252 threads still run after stop-timeout: %s", ThreadPlaces.of(threads));
    }

    /** Logs a periodic task that failed. */
    static void periodicTaskFailed(Throwable cause) {
        UNEXPECTED_ERRORS.log(Level.ERROR, cause, "TIDEWAY-253 a periodic check of the connections failed: %s", cause);
    }
}
