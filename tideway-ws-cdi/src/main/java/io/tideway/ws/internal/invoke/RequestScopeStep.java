package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.connection.SummedLog;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Activates a request context around a call, unless the thread has one. */
final class RequestScopeStep<I, R> implements InvocationStep<I, R> {
    private final Controllers controllers;
    private final InvocationStep<I, R> next;

    RequestScopeStep(Controllers controllers, InvocationStep<I, R> next) {
        this.controllers = controllers;
        this.next = next;
    }

    @Override
    public R apply(I invocation) throws Exception {
        RequestContextController controller = controllers.take();
        boolean activated = controller.activate();
        try {
            return next.apply(invocation);
        } finally {
            if (!activated || isDeactivated(controller)) {
                controllers.giveBack(controller);
            }
        }
    }

    /**
     * Ends the request scope; false where that fails, as after the end of CDI. The call has been made, and the
     * controller, which may hold a context that it could not end, is not used again.
     */
    private boolean isDeactivated(RequestContextController controller) {
        try {
            controller.deactivate();
            return true;
        } catch (RuntimeException | Error e) {
            controllers.notEnded(e);
            return false;
        }
    }

    /**
     * Keeps controllers for all steps: one serves one thread at a time, and a lookup for each callback would cost more
     * than the callback. Thread-safe.
     */
    static final class Controllers {
        private final Supplier<RequestContextController> source;
        private final SummedLog log;
        private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

        Controllers(Supplier<RequestContextController> source, SummedLog log) {
            this.source = source;
            this.log = log;
        }

        private RequestContextController take() {
            RequestContextController polled = idle.poll();
            return polled == null ? source.get() : polled;
        }

        private void giveBack(RequestContextController controller) {
            idle.add(controller);
        }

        /** Logs a scope that could not be ended, as each message of a client may have one. */
        private void notEnded(Throwable cause) {
            log.log(SummedLog.Kind.NOT_STOPPED, "scope", cause, () -> InvokeMessages.requestScopeNotEnded(cause));
        }
    }
}
