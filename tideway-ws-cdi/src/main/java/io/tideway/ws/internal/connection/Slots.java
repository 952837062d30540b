package io.tideway.ws.internal.connection;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections an endpoint holds or is about to hold against its limit; thread-safe. */
public final class Slots {
    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    /** Creates free slots. */
    public Slots(int limit) {
        this.limit = limit;
    }

    /** Takes a slot; false if none is free. */
    public boolean take() {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a slot back. */
    public void release() {
        taken.decrementAndGet();
    }

    /** Counts the taken slots. */
    public int taken() {
        return taken.get();
    }
}
