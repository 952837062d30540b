package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.outbound.Admission;

/** One connection's place in one group; a broadcast delivers only while it is taken. */
public final class Member implements Admission {
    private final Peer peer;
    private volatile boolean taken = true;

    Member(Peer peer) {
        this.peer = peer;
    }

    public Peer peer() {
        return peer;
    }

    @Override
    public boolean stands() {
        return taken;
    }

    /** Gives the place up; afterwards nothing broadcast to the group is queued on the connection. */
    void vacate() {
        taken = false;
    }
}
