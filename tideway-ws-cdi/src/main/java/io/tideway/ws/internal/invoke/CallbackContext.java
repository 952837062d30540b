package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a callback as the application expects: its class loader, a request context, the connection's context.
 *
 * <p>Everything is captured at deployment, since containers call back on threads where {@code CDI.current()} fails.
 * Thread-safe.
 */
public final class CallbackContext {
    private final ClassLoader loader;
    private final Supplier<RequestContextController> controllers;
    private final ConnectionContext connections;
    // A controller serves one thread at a time, and looking one up for each callback would cost more than the callback.
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    public CallbackContext(
            ClassLoader loader, Supplier<RequestContextController> controllers, ConnectionContext connections) {
        this.loader = loader;
        this.controllers = controllers;
        this.connections = connections;
    }

    /** Runs a callback of a connection, or of the handshake where there is none yet. */
    <T> T call(@Nullable Connection connection, Callable<T> callback) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader loaderBefore = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return connection == null ? inRequest(callback) : inConnection(connection, callback);
        } finally {
            thread.setContextClassLoader(loaderBefore);
        }
    }

    /**
     * Has tasks run as the application expects on another executor's threads, without a connection; without a request context
     * where there is none, since somebody may wait for what the task completes.
     */
    public Executor on(Executor executor) {
        Executor loading = loading(executor);
        return task -> loading.execute(() -> {
            Due due = new Due(task);
            try {
                inRequest(due);
            } catch (Throwable e) {
                UnexpectedErrors.reportTask(e);
            }
            if (!due.begun) {
                task.run();
            }
        });
    }

    /** Has tasks find the application's classes on another executor's threads, which bring the rest themselves. */
    public Executor loading(Executor executor) {
        return task -> executor.execute(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader loaderBefore = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(loaderBefore);
            }
        });
    }

    /** Knows whether its task has begun; of one thread. */
    private static final class Due implements Callable<Boolean> {
        private final Runnable task;
        private boolean begun;

        Due(Runnable task) {
            this.task = task;
        }

        @Override
        public Boolean call() {
            begun = true;
            task.run();
            return true;
        }
    }

    private <T> T inConnection(Connection connection, Callable<T> callback) throws Exception {
        Connection before = connections.enter(connection);
        try {
            return inRequest(callback);
        } finally {
            connections.leave(before);
        }
    }

    private <T> T inRequest(Callable<T> callback) throws Exception {
        RequestContextController polled = idle.poll();
        RequestContextController controller = polled == null ? controllers.get() : polled;
        boolean activated = controller.activate();
        try {
            return callback.call();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            idle.add(controller); // not where it failed: it may hold a context that it could not end
        }
    }
}
