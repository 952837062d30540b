package io.tideway.ws.internal.invoke;

import java.util.concurrent.Callable;

/**
 * Sets the application's class loader on the thread of a call.
 *
 * @param loader the application's class loader
 * @param next what surrounds the call within
 */
record ApplicationLoader(ClassLoader loader, ContextStep next) implements ContextStep {
    @Override
    public <T> T call(Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return next.call(call);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
