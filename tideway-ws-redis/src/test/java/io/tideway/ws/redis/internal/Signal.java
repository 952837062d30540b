package io.tideway.ws.redis.internal;

import java.io.IOException;

/** Suspends processes. */
enum Signal {
    /** Suspends a process, as a long garbage collection or a migration of its virtual machine does. */
    STOP,
    /** Resumes it. */
    CONT;

    void to(Process process) {
        try {
            new ProcessBuilder("kill", "-" + name(), "" + process.pid()).start().waitFor();
        } catch (IOException failed) {
            throw new AssertionError("cannot send a signal", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
