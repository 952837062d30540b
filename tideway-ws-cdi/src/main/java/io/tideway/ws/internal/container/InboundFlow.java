package io.tideway.ws.internal.container;

import java.util.function.BooleanSupplier;

/**
 * Stops and resumes what a container reads from one client, so that a client waits in TCP while its inbound queue is
 * full.
 *
 * <p>Thread-safe. The default methods are those of a container whose reading cannot be stopped.
 */
public interface InboundFlow {

    /** The flow of a container whose reading cannot be stopped. */
    InboundFlow UNSTOPPABLE = new InboundFlow() {};

    /** Tells whether {@link #stop} may have an effect; if not, a client that sends too much has to be closed. */
    default boolean stoppable() {
        return false;
    }

    /**
     * Stops the reading until {@link #resume}, or does nothing if the condition no longer holds.
     *
     * <p>Called on the thread that brought the last message, and may block it. What the container has read already may
     * still come, within a bound.
     *
     * @param full whether the reading has to stop; false before {@link #resume} is called
     * @return false if the reading has to stop but goes on, so that a client that sends too much has to be closed
     */
    default boolean stop(BooleanSupplier full) {
        return !full.getAsBoolean();
    }

    /** Resumes the reading, on any thread; does nothing if it has not stopped. */
    default void resume() {}

    /** Has a listener told of each ping of the client, where the container shows them; on the thread that reads. */
    default void onPing(Runnable listener) {}
}
