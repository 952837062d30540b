package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs code of the application in its context: the connection's scope, the class loader, a request scope.
 *
 * <p>Everything is captured at deployment, since containers call back on threads where {@code CDI.current()} fails.
 * Thread-safe.
 */
public final class CallbackContext {
    private final ConnectionContext connections;
    private final ContextStep steps;
    private final ContextStep requestScope;
    private final ContextStep loaderAlone;

    public CallbackContext(
            ClassLoader loader, Supplier<RequestContextController> controllers, ConnectionContext connections) {
        this.connections = connections;
        this.requestScope = new RequestScope(controllers);
        this.steps = new ApplicationLoader(loader, requestScope);
        this.loaderAlone = new ApplicationLoader(loader, new ContextStep() {
            @Override
            public <T> T call(Callable<T> call) throws Exception {
                return call.call();
            }
        });
    }

    /** Runs a call that is about no connection. */
    <T> T call(Callable<T> call) throws Exception {
        return steps.call(call);
    }

    /** Runs a call with a connection as the current one. */
    <T> T call(Connection connection, Callable<T> call) throws Exception {
        Connection before = connections.enter(connection);
        try {
            return steps.call(call);
        } finally {
            connections.leave(before);
        }
    }

    /**
     * Returns an executor whose tasks run in the application's context, without a connection. A task runs even where no
     * request context can be activated, since its completion may be awaited.
     */
    public Executor on(Executor executor) {
        Executor loading = loading(executor);
        return task -> loading.execute(() -> {
            OneRun run = new OneRun(task);
            try {
                requestScope.call(run);
            } catch (Throwable e) {
                UnexpectedErrors.reportTask(e);
            }
            if (!run.begun) {
                task.run();
            }
        });
    }

    /** Returns an executor whose tasks find the application's classes; its threads provide the rest of the context. */
    public Executor loading(Executor executor) {
        return task -> executor.execute(() -> load(task));
    }

    private void load(Runnable task) {
        try {
            loaderAlone.call(() -> {
                task.run();
                return true;
            });
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException(checked); // a Runnable throws none
        }
    }

    /** Runs a task and records that it has begun; of one thread. */
    private static final class OneRun implements Callable<Boolean> {
        private final Runnable task;
        private boolean begun;

        OneRun(Runnable task) {
            this.task = task;
        }

        @Override
        public Boolean call() {
            begun = true;
            task.run();
            return true;
        }
    }
}
