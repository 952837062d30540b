package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.log.Redacted;

/** Reports what a task threw to the handler of the thread; never throws, even where memory has run out. */
final class Uncaught {
    private Uncaught() {}

    static void report(Throwable uncaught) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler()
                    .uncaughtException(thread, Redacted.of(uncaught)); // it prints what a client may have sent
        } catch (Throwable cannotEvenBeReported) {
            // Thrown on, it would do the harm that was prevented.
        }
    }
}
