package io.tideway.ws.internal.delivery;

import java.time.Duration;

/** Says where the order of a room's log is decided. */
public enum Sequencing {
    /** On this node, the only one: the broker calls back within an append, and presence needs no refresh. */
    ON_THIS_NODE(Duration.ofDays(36_500)),
    /** By a broker for many nodes: what it has accepted comes later, and presence ends unless it is refreshed. */
    BY_BROKER(Duration.ofSeconds(30));

    private final Duration presenceTimeToLive;

    Sequencing(Duration presenceTimeToLive) {
        this.presenceTimeToLive = presenceTimeToLive;
    }

    /** Returns how long an entry of a presence is kept without a refresh. */
    public Duration presenceTimeToLive() {
        return presenceTimeToLive;
    }
}
