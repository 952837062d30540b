package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.control.RequestContextController;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Activates a request context around a call, unless the thread has one; the last context step. */
final class RequestScope implements ContextStep {
    private final Supplier<RequestContextController> controllers;
    // A controller serves one thread at a time, and a look-up for each callback would cost more than the callback.
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    RequestScope(Supplier<RequestContextController> controllers) {
        this.controllers = controllers;
    }

    @Override
    public <T> T call(Callable<T> call) throws Exception {
        RequestContextController polled = idle.poll();
        RequestContextController controller = polled == null ? controllers.get() : polled;
        boolean activated = controller.activate();
        try {
            return call.call();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            idle.add(controller); // a controller that failed is dropped: it may hold a context that it could not end
        }
    }
}
