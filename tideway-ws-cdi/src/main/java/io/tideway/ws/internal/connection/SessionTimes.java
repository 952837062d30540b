package io.tideway.ws.internal.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Holds what the session of a protocol waits for; thread-safe. */
final class SessionTimes {
    private final long establishUntil;
    private volatile boolean established;
    private volatile @Nullable Instant wake;

    /**
     * Waits for the session to establish the connection.
     *
     * @param establishUntil when that must have happened, in nanoseconds of the runtime's time
     */
    SessionTimes(long establishUntil) {
        this.establishUntil = establishUntil;
    }

    /** Tells whether the session has taken too long to establish the connection. */
    boolean isOverdue(long now) {
        return !established && now - establishUntil > 0;
    }

    boolean isEstablished() {
        return established;
    }

    void established() {
        established = true;
    }

    void wakeAt(Instant instant) {
        wake = instant;
    }

    /** Tells whether the instant has come that the session is to be woken at; true once. */
    boolean wakesAt(Instant now) {
        Instant instant = wake;
        boolean due = instant != null && !now.isBefore(instant);
        if (due) {
            wake = null;
        }
        return due;
    }
}
