package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.outbound.Admission;

/** Represents one connection's membership in one group; a broadcast to the group delivers only until it has ended. */
public final class Member implements Admission {
    private final LocalConnection connection;
    private volatile boolean ended;

    Member(LocalConnection connection) {
        this.connection = connection;
    }

    /** Returns the connection. */
    public LocalConnection connection() {
        return connection;
    }

    @Override
    public boolean isValid() {
        return !ended;
    }

    /** Ends the membership; afterwards nothing broadcast to the group is queued on the connection. */
    void end() {
        ended = true;
    }
}
