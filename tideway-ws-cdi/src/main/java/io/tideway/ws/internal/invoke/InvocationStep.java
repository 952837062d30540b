package io.tideway.ws.internal.invoke;

/**
 * Does one thing around each call of the application's code, such as checking roles or setting the class loader.
 *
 * <p>A step holds the next one and passes the call on to it; the last one makes the call. {@link HandlerChain} has the
 * order of a handler's steps. Thread-safe.
 *
 * @param <I> the call
 * @param <R> its result
 */
@FunctionalInterface
interface InvocationStep<I, R> {
    /**
     * Passes a call on.
     *
     * @throws Exception whatever the application's code throws
     */
    R apply(I invocation) throws Exception;
}
