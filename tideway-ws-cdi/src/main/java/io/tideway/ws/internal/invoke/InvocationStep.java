package io.tideway.ws.internal.invoke;

/**
 * Does one thing around each call of a handler: checks roles, or sets the application's context.
 *
 * <p>A step holds the next one and passes the call on to it; the last one calls the handler. The order is that of
 * {@link SteppedHandlerCalls#of}. Thread-safe.
 */
interface InvocationStep {
    /**
     * Passes a call on.
     *
     * @throws Exception whatever the handler throws, or {@link io.tideway.ws.internal.connection.AccessDenied}
     */
    void apply(HandlerCall call) throws Exception;
}
