package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.lane.Admission;

/** One connection's place in one group; a broadcast delivers only while it is taken. */
final class Seat implements Admission {
    private final Peer peer;
    private volatile boolean taken = true;

    Seat(Peer peer) {
        this.peer = peer;
    }

    Peer peer() {
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
