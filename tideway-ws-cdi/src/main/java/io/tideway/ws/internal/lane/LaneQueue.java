package io.tideway.ws.internal.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a lane has accepted and not yet written, with its counts; guarded by its monitor, which is the lane's.
 *
 * <p>The lane's superclass rather than a field of it, since a broadcast touches each lane and is faster the less it touches.
 *
 * <p>A ring of payloads and of flush callbacks between them, of which the first few may be in flight. The counts include
 * those, so a bound on them is a bound on what the connection holds. Heartbeat pings are not counted.
 */
abstract class LaneQueue {
    private static final int SMALLEST = 4;

    final LaneLimits limits;

    private @Nullable Object @Nullable [] ring; // its length is a power of two
    private int head;
    private int entries;
    private int taken; // of the entries, from the head: in flight
    private int callbacks; // of the entries
    private @Nullable Payload ping;
    private boolean writing;
    private boolean used;
    private int messages;
    private long bytes;

    LaneQueue(LaneLimits limits) {
        this.limits = limits;
    }

    final boolean fits(Payload payload) {
        return messages < limits.messages() && bytes + payload.size() <= limits.bytes();
    }

    final void add(Payload payload) {
        append(payload);
        messages++;
        bytes += payload.size();
    }

    final void addFlushCallback(Runnable callback) {
        append(callback);
        callbacks++;
    }

    final void setPing(Payload payload) {
        ping = payload;
    }

    final boolean hasPing() {
        return ping != null;
    }

    final boolean isWriting() {
        return writing;
    }

    /** Tells whether anything waits to be taken. */
    final boolean isWaiting() {
        return ping != null || entries > taken;
    }

    final int messages() {
        return messages;
    }

    final long bytes() {
        return bytes;
    }

    /** Fills a burst with what goes next, which is in flight from now on; false if nothing waits. */
    final boolean take(Burst burst, int mostBytes) {
        burst.clear();
        Payload overtaking = ping;
        if (overtaking != null) {
            ping = null;
            burst.add(overtaking, mostBytes);
        }
        while (taken < entries && (!(entry(taken) instanceof Payload payload) || burst.add(payload, mostBytes))) {
            taken++;
        }
        writing = !burst.isEmpty();
        return writing;
    }

    /** Settles what is in flight, and returns the flush callbacks that waited for it. */
    final List<Runnable> settle() {
        writing = false;
        List<Runnable> flushed = callbacks == 0 ? List.of() : new ArrayList<>();
        // Also the callbacks behind: what they waited for may have been dropped meanwhile.
        while (entries > 0 && (taken > 0 || entry(0) instanceof Runnable)) {
            Object entry = removeHead();
            taken = Math.max(0, taken - 1);
            if (entry instanceof Payload payload) {
                messages--;
                bytes -= payload.size();
            } else if (entry instanceof Runnable callback) {
                callbacks--;
                flushed.add(callback);
            }
        }
        return flushed;
    }

    /** Drops the oldest waiting payloads until this one fits; drops none and returns 0 if that could not make room. */
    final int dropOldestFor(Payload payload) {
        int held = 0;
        long heldBytes = 0;
        for (int i = 0; i < taken; i++) {
            if (entry(i) instanceof Payload inFlight) {
                held++;
                heldBytes += inFlight.size();
            }
        }
        if (held >= limits.messages() || heldBytes + payload.size() > limits.bytes()) {
            return 0;
        }
        int dropped = 0;
        for (int i = taken; i < entries && !fits(payload); ) {
            if (entry(i) instanceof Payload victim) {
                remove(i);
                messages--;
                bytes -= victim.size();
                dropped++;
            } else {
                i++;
            }
        }
        return dropped;
    }

    /** Forgets everything and returns the flush callbacks that waited. */
    final List<Runnable> clear() {
        taken = entries;
        List<Runnable> flushed = settle();
        ring = null;
        ping = null;
        return flushed;
    }

    /** Lets go of the ring if it has not been used since the last call. */
    final void trimQueue() {
        if (entries == 0 && !used) {
            ring = null;
        }
        used = false;
    }

    private void append(Object entry) {
        @Nullable Object[] all = ring;
        if (all == null) {
            all = new Object[SMALLEST];
            head = 0;
        } else if (entries == all.length) {
            all = grown(all);
        }
        all[(head + entries) & (all.length - 1)] = entry;
        entries++;
        used = true;
        ring = all;
    }

    private @Nullable Object[] grown(@Nullable Object[] all) {
        @Nullable Object[] larger = Arrays.copyOfRange(all, head, head + all.length * 2);
        System.arraycopy(all, 0, larger, all.length - head, head);
        head = 0;
        return larger;
    }

    private @Nullable Object entry(int index) {
        @Nullable Object[] all = ring;
        return all == null ? null : all[(head + index) & (all.length - 1)];
    }

    private @Nullable Object removeHead() {
        @Nullable Object[] all = ring;
        if (all == null) {
            return null;
        }
        Object removed = all[head];
        all[head] = null;
        head = (head + 1) & (all.length - 1);
        entries--;
        return removed;
    }

    /** Closes the gap from the front, where there is less to move. */
    private void remove(int index) {
        @Nullable Object[] all = ring;
        if (all != null) {
            int mask = all.length - 1;
            for (int i = index; i > 0; i--) {
                all[(head + i) & mask] = all[(head + i - 1) & mask];
            }
            removeHead();
        }
    }
}
