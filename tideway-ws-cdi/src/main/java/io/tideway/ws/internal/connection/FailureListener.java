package io.tideway.ws.internal.connection;

import io.tideway.ws.HandlerFailed;

/** Receives which callbacks of handlers throw; called without a lock, on the thread of the callback. */
@FunctionalInterface
public interface FailureListener {
    /** A callback threw. */
    void failed(HandlerFailed event);
}
