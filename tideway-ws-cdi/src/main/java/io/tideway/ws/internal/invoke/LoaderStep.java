package io.tideway.ws.internal.invoke;

/** Sets the application's class loader on the thread of a call. */
final class LoaderStep<I, R> implements InvocationStep<I, R> {
    private final ClassLoader loader;
    private final InvocationStep<I, R> next;

    LoaderStep(ClassLoader loader, InvocationStep<I, R> next) {
        this.loader = loader;
        this.next = next;
    }

    @Override
    public R apply(I invocation) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return next.apply(invocation);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
