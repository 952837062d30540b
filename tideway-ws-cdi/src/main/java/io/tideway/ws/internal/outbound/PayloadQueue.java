package io.tideway.ws.internal.outbound;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an outbound queue has accepted and not yet written, with its counts.
 *
 * <p>The queue's superclass rather than a field of it, since a broadcast touches each queue and is faster the less it
 * touches. Every field that changes is guarded by the monitor; methods that are not synchronized are called with it
 * held.
 *
 * <p>A ring of the payloads that wait. Those in flight are only counted: the counts include them, so a bound on them is
 * a bound on what the connection holds. Heartbeat pings are not counted. No operation takes longer than what it adds,
 * takes or drops.
 */
abstract class PayloadQueue {
    private static final int SMALLEST = 4;

    final OutboundLimits limits;

    private @Nullable Payload @Nullable [] ring; // its length is a power of two
    private int head;
    private int waiting; // in the ring
    private int inFlight;
    private long bytesInFlight;
    private long bytes; // waiting and in flight
    private int position; // of the payload accepted last; wraps around after 2^32
    private @Nullable FlushPoints flushes; // while anyone waits
    private @Nullable Payload ping;
    private boolean pingInFlight;
    private boolean used; // since the last trim
    private boolean full; // a payload did not fit since the queue was last empty

    PayloadQueue(OutboundLimits limits) {
        this.limits = limits;
    }

    final boolean fits(Payload payload) {
        return fits(1, payload.size());
    }

    final boolean fits(int payloads, long size) {
        return messages() + payloads <= limits.messages() && bytes + size <= limits.bytes();
    }

    final void add(Payload payload) {
        @Nullable Payload[] all = ring;
        if (all == null) {
            all = new Payload[SMALLEST];
            head = 0;
        } else if (waiting == all.length) {
            all = grown(all);
        }
        all[(head + waiting) & (all.length - 1)] = payload;
        ring = all;
        waiting++;
        position++;
        bytes += payload.size();
        used = true;
    }

    /** Adds a payload before all that wait. */
    final void addFirst(Payload payload) {
        add(payload);
        if (flushes != null) {
            flushes.shift(); // they wait for what comes one later now
        }
        @Nullable Payload[] all = ring;
        if (all != null) {
            all[(head + waiting - 1) & (all.length - 1)] = null;
            head = (head - 1) & (all.length - 1);
            all[head] = payload;
        }
    }

    /** Has a new flush wait for everything accepted so far; false if nothing is queued. */
    final synchronized boolean await(Flush flush) {
        if (messages() > 0) {
            flushPoints().addNew(position, flush);
            return true;
        }
        return false;
    }

    /**
     * Has a flush that callers share wait for everything accepted so far; false if nothing is queued, or if it does
     * already.
     */
    final synchronized boolean awaitAlso(Flush flush) {
        return messages() > 0 && flushPoints().addOnce(position, flush);
    }

    private FlushPoints flushPoints() {
        FlushPoints present = flushes;
        if (present == null) {
            present = new FlushPoints();
            flushes = present;
        }
        return present;
    }

    /** Returns the flush that further callers share who wait for what has been accepted so far; null while few wait. */
    final synchronized @Nullable Flush sharedFlush() {
        FlushPoints present = flushes;
        return present == null ? null : present.sharedAt(position);
    }

    /** Returns the flushes that wait for what has been accepted so far. */
    final synchronized List<Flush> flushesOfAllQueued() {
        FlushPoints present = flushes;
        return present == null ? List.of() : present.at(position);
    }

    /** Counts the payloads that wait or are being written, heartbeat pings aside. */
    public final synchronized int queuedMessages() {
        return messages();
    }

    /** Counts their bytes. */
    public final synchronized long queuedBytes() {
        return bytes;
    }

    /** Tells whether a ping waits or is being written. */
    public final synchronized boolean isPinging() {
        return ping != null || pingInFlight;
    }

    /** Lets go of the ring if it has not been used since the last call; to be called now and then. */
    public final synchronized void trim() {
        if (waiting == 0 && !used) {
            ring = null;
        }
        used = false;
    }

    /** Notes that a payload did not fit; true if this is the first since nothing was queued. */
    final boolean markFull() {
        boolean first = !full;
        full = true;
        return first;
    }

    /** Notes that nothing is queued. */
    final void markEmpty() {
        full = false;
    }

    final void setPing(Payload payload) {
        ping = payload;
    }

    final boolean hasPing() {
        return ping != null;
    }

    /** Forgets a ping that waits. */
    final void dropPing() {
        ping = null;
    }

    /** Puts a ping that waits among the payloads, before all of them. */
    final void queuePing() {
        Payload waits = ping;
        if (waits != null) {
            ping = null;
            addFirst(waits);
        }
    }

    /** Tells whether anything waits to be taken. */
    final boolean isWaiting() {
        return ping != null || waiting > 0;
    }

    final int messages() {
        return waiting + inFlight;
    }

    final long bytes() {
        return bytes;
    }

    /** Fills a batch with what goes next, which is in flight from now on; false if nothing waits. */
    final boolean take(WriteBatch batch, int mostBytes) {
        batch.clear();
        Payload overtaking = ping;
        if (overtaking != null) {
            batch.add(overtaking, mostBytes);
            ping = null;
            pingInFlight = true;
        }
        for (Payload next = first(); next != null && batch.add(next, mostBytes); next = first()) {
            removeFirst();
            inFlight++;
            bytesInFlight += next.size();
        }
        return !batch.isEmpty();
    }

    /** Settles what is in flight, and returns how many payloads that were. */
    final int settle() {
        int settled = inFlight;
        pingInFlight = false;
        inFlight = 0;
        bytes -= bytesInFlight;
        bytesInFlight = 0;
        return settled;
    }

    /** Takes the flushes off whose payloads are all settled or dropped. */
    final FlushPoints.Passed passed() {
        FlushPoints present = flushes;
        if (present == null || inFlight > 0) {
            return FlushPoints.Passed.NONE;
        }
        FlushPoints.Passed passed = present.passed(position - waiting);
        if (present.isEmpty()) {
            flushes = null;
        }
        return passed;
    }

    /** Drops the oldest waiting payloads until this one fits; drops none and returns 0 if that could not make room. */
    final int dropOldestFor(Payload payload) {
        if (inFlight >= limits.messages() || bytesInFlight + payload.size() > limits.bytes()) {
            return 0;
        }
        int dropped = 0;
        for (Payload oldest = first(); oldest != null && !fits(payload); oldest = first()) {
            removeFirst();
            bytes -= oldest.size();
            dropped++;
        }
        if (flushes != null) {
            flushes.merge(position - waiting);
        }
        return dropped;
    }

    /** Forgets everything, in flight too, and returns how many payloads that were. */
    final int clear() {
        int cleared = messages();
        settle();
        ring = null;
        waiting = 0;
        bytes = 0;
        ping = null;
        return cleared;
    }

    private @Nullable Payload first() {
        @Nullable Payload[] all = ring;
        return waiting == 0 || all == null ? null : all[head];
    }

    private void removeFirst() {
        @Nullable Payload[] all = ring;
        if (all != null) {
            all[head] = null;
            head = (head + 1) & (all.length - 1);
            waiting--;
        }
    }

    private @Nullable Payload[] grown(@Nullable Payload[] all) {
        @Nullable Payload[] larger = Arrays.copyOfRange(all, head, head + all.length * 2);
        System.arraycopy(all, 0, larger, all.length - head, head);
        head = 0;
        return larger;
    }
}
