package io.tideway.ws.internal.threads;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Runs tasks on the calling thread with what the server gives the application's own threads, {@code java:comp} above
 * all.
 *
 * <p>It takes that from the thread that deploys, by Jakarta Concurrency. A server without that runs tasks as they are.
 * May throw without having run the task, as servers do whose application is stopping. Thread-safe.
 */
final class ApplicationNaming implements Executor {
    private static final String CONTEXTS = "java:comp/DefaultContextService";

    private volatile Executor captured = Runnable::run;

    /** Captures the context of the calling thread, which is the application's. */
    void capture() {
        try {
            captured = Concurrency.ofThisThread();
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            release();
        }
    }

    /** Lets the application go. */
    void release() {
        captured = Runnable::run;
    }

    @Override
    public void execute(Runnable task) {
        captured.execute(task);
    }

    /** Loaded only where {@link #capture} is called, since not every server has the API. */
    private static final class Concurrency {
        private Concurrency() {}

        @SuppressWarnings("BanJNDI") // the name is a constant of the platform
        static Executor ofThisThread() throws NamingException {
            return ((ContextService) new InitialContext().lookup(CONTEXTS)).currentContextExecutor();
        }
    }
}
