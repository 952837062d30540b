package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Puts the steps around code of the application that set its context: the connection's scope, the class loader, a
 * request scope.
 *
 * <p>Everything is captured at deployment, since containers call back on threads where {@code CDI.current()} fails.
 * Thread-safe.
 */
public final class CallbackContext {
    private final ClassLoader loader;
    private final RequestScopeStep.Controllers controllers;
    private final ConnectionContext connections;
    private final SummedLog log;
    private final InvocationStep<Callable<?>, Object> calls;
    private final InvocationStep<ConnectionCall, Object> callsOfConnections;

    /** Prepares the context of an application. */
    public CallbackContext(
            ClassLoader loader,
            Supplier<RequestContextController> controllers,
            ConnectionContext connections,
            SummedLog log) {
        this.loader = loader;
        this.controllers = new RequestScopeStep.Controllers(controllers, log);
        this.connections = connections;
        this.log = log;
        this.calls = around(Callable::call);
        this.callsOfConnections = ofConnection(call -> call.callable().call());
    }

    /** Returns a step whose next one finds the class loader, a request scope, and its connection as the current one. */
    <I extends ConnectionStep.Invocation, R> InvocationStep<I, R> ofConnection(InvocationStep<I, R> next) {
        return new ConnectionStep<>(connections, around(next));
    }

    /** Returns a step whose next one finds the class loader and a request scope. */
    <I, R> InvocationStep<I, R> around(InvocationStep<I, R> next) {
        return new LoaderStep<>(loader, new RequestScopeStep<>(controllers, next));
    }

    /** Makes a call that is about no connection. */
    Object call(Callable<?> call) throws Exception {
        return calls.apply(call);
    }

    /** Makes a call with a connection as the current one. */
    Object call(Connection connection, Callable<?> call) throws Exception {
        return callsOfConnections.apply(new ConnectionCall(connection, call));
    }

    /** Begins the scope of a connection. */
    void begin(Connection connection) {
        connections.begin(connection);
    }

    /** Ends the scope of a connection, whose beans are destroyed in its context. */
    void end(Connection connection) {
        try {
            call(connection, () -> {
                connections.end(
                        connection,
                        e -> log.log(SummedLog.Kind.NOT_STOPPED, "bean", e, () -> InvokeMessages.beanNotDestroyed(e)));
                return connection;
            });
        } catch (Throwable e) {
            log.log(SummedLog.Kind.NOT_STOPPED, "scope", e, () -> InvokeMessages.connectionScopeNotEnded(e));
        }
    }

    /**
     * Returns an executor whose tasks run in the application's context, without a connection. A task runs even where no
     * request context can be activated, since its completion may be awaited.
     */
    public Executor on(Executor executor) {
        Executor loading = loading(executor);
        InvocationStep<OneRun, Boolean> scoped = new RequestScopeStep<>(controllers, OneRun::run);
        return task -> loading.execute(() -> {
            OneRun run = new OneRun(task);
            try {
                scoped.apply(run);
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
        InvocationStep<Runnable, Boolean> step = new LoaderStep<>(loader, task -> {
            task.run();
            return true;
        });
        return task -> executor.execute(() -> apply(step, task));
    }

    private static void apply(InvocationStep<Runnable, Boolean> step, Runnable task) {
        try {
            step.apply(task);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException(checked); // a Runnable throws none
        }
    }

    private record ConnectionCall(Connection connection, Callable<?> callable) implements ConnectionStep.Invocation {}

    /** Runs a task and records that it has begun; of one thread. */
    private static final class OneRun {
        private final Runnable task;
        private boolean begun;

        OneRun(Runnable task) {
            this.task = task;
        }

        boolean run() {
            begun = true;
            task.run();
            return true;
        }
    }
}
