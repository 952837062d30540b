package io.tideway.ws.internal.threads;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Holds the managed executor of the server, where it has one. Thread-safe. */
final class ServerExecutor {
    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";

    private final Executor handingOver;
    private volatile Optional<Executor> found = Optional.empty();

    /**
     * Holds none yet.
     *
     * @param handingOver runs, on the calling thread, what hands a task to the server's executor
     */
    ServerExecutor(Executor handingOver) {
        this.handingOver = handingOver;
    }

    /** Looks the executor up; on the thread that deploys, since others may not see the application's names. */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    void lookUp() {
        try {
            if (new InitialContext().lookup(MANAGED) instanceof ExecutorService managed) {
                use(managed);
            }
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            release();
        }
    }

    /** Uses an executor of the server's. */
    void use(Executor managed) {
        found = Optional.of(managed);
    }

    /** Forgets the server's executor, which the server itself stops. */
    void release() {
        found = Optional.empty();
    }

    /**
     * Runs tasks on the server's executor, and on another one where the server has none or refuses: a bounded executor
     * that is full must not turn the thread that hands a task over, such as one that reads, into one that runs it.
     */
    Executor orElse(Executor other) {
        return task -> {
            Optional<Executor> managed = found;
            if (managed.isEmpty()) {
                other.execute(task);
                return;
            }
            try {
                handingOver.execute(() -> managed.get().execute(task));
            } catch (RuntimeException | Error refused) {
                other.execute(task); // harmless where the server runs it after all: the task runs only once
            }
        };
    }
}
