package io.tideway.ws.internal.threads;

/** Reports what escaped from code that is not to throw, such as a listener's, after it was kept from doing harm. */
public final class Escaped {
    private Escaped() {}

    /** Logs it; never throws, even where memory has run out. */
    public static void report(Throwable escaped) {
        try {
            ThreadMessages.escaped(escaped);
        } catch (Throwable cannotEvenBeLogged) {
            // Thrown on, it would do the harm that was prevented.
        }
    }

    /** Logs what a task of the runtime itself threw. */
    public static void reportTask(Throwable escaped) {
        ThreadMessages.taskFailed(escaped);
    }
}
