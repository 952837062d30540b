package io.tideway.ws.tyrus.internal.container;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Names a request that has not come to its end, and counts the time in which the server waits for it. Thread-safe.
 *
 * <p>The time does not pass while a handler works without reading, since the client can send no faster then.
 */
final class PendingRequest {

    /** Tells what the request waits for. */
    enum Phase {
        /** The client is sending, and no handler has the request. */
        ARRIVES,
        /** A handler has it, and does not read. */
        HANDLED,
        /** A handler waits for bytes of the body. */
        READ,
        /** A handler has had it and has returned; it may read and write later, on any thread. */
        LEFT,
        /** The time is over. */
        EXPIRED
    }

    private final TcpConnection connection;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ARRIVES);
    private final LongSupplier time;
    private volatile long since;
    private volatile long handledFrom;

    /**
     * Begins to count.
     *
     * @param time the time in which the server runs, in nanoseconds
     */
    PendingRequest(TcpConnection connection, LongSupplier time) {
        this.connection = connection;
        this.time = time;
        this.since = time.getAsLong();
    }

    TcpConnection connection() {
        return connection;
    }

    /** Stops the time, since a handler takes the request or has read a part of it; false if the time is over. */
    boolean handle() {
        if (phase.get() != Phase.HANDLED) {
            handledFrom = time.getAsLong();
        }
        return phase.updateAndGet(now -> now == Phase.EXPIRED ? now : Phase.HANDLED) != Phase.EXPIRED;
    }

    /** Lets the time pass, since a handler waits for bytes. */
    void read() {
        goOn(Phase.READ);
    }

    /** Lets the time pass, since the handler has returned. */
    void leave() {
        goOn(Phase.LEFT);
    }

    private void goOn(Phase next) {
        if (phase.get() == Phase.HANDLED) {
            long paused = time.getAsLong() - handledFrom;
            long shifted = since + paused;
            since = shifted;
            phase.compareAndSet(Phase.HANDLED, next);
        } else {
            phase.compareAndSet(Phase.LEFT, next);
        }
    }

    /** Finds out whether the time is over; returns the phase in which it ended, else {@link Phase#HANDLED}. */
    Phase expire(long limitNanos) {
        Phase now = Objects.requireNonNull(phase.get());
        boolean late = now != Phase.HANDLED && now != Phase.EXPIRED && time.getAsLong() - since > limitNanos;
        return late && phase.compareAndSet(now, Phase.EXPIRED) ? now : Phase.HANDLED;
    }
}
