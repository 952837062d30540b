package io.tideway.ws.internal.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a lane has accepted and not yet written, with its counts; guarded by the lane's monitor.
 *
 * <p>The counts include the payload in flight, so a bound on them is a bound on what the connection holds. Heartbeat pings
 * are not counted. Memory is released as soon as nothing waits.
 */
final class LaneQueue {
    private final LaneLimits limits;
    private @Nullable ArrayDeque<Object> waiting; // of Payload, and of Runnable to be told of the flush
    private @Nullable Payload ping;
    private @Nullable Payload inFlight;
    private boolean inFlightCounted;
    private int messages;
    private long bytes;

    LaneQueue(LaneLimits limits) {
        this.limits = limits;
    }

    boolean fits(Payload payload) {
        return messages < limits.messages() && bytes + payload.size() <= limits.bytes();
    }

    void add(Payload payload) {
        deque().add(payload);
        messages++;
        bytes += payload.size();
    }

    void addFlushCallback(Runnable callback) {
        deque().add(callback);
    }

    void setPing(Payload payload) {
        ping = payload;
    }

    boolean hasPing() {
        return ping != null;
    }

    boolean isWriting() {
        return inFlight != null;
    }

    /** Tells whether anything waits to be taken. */
    boolean isWaiting() {
        return ping != null || waiting != null;
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** Takes the next payload, which is in flight from now on, or flush callback; null if nothing waits. */
    @Nullable
    Object take() {
        if (ping != null) {
            inFlight = ping;
            inFlightCounted = false;
            ping = null;
            return inFlight;
        }
        if (waiting == null) {
            return null;
        }
        Object head = waiting.poll();
        if (waiting.isEmpty()) {
            waiting = null;
        }
        if (head instanceof Payload payload) {
            inFlight = payload;
            inFlightCounted = true;
        }
        return head;
    }

    /** Settles the payload in flight; true if it was one that counts. */
    boolean written() {
        Payload payload = inFlight;
        inFlight = null;
        if (payload == null || !inFlightCounted) {
            return false;
        }
        messages--;
        bytes -= payload.size();
        return true;
    }

    /** Drops the oldest waiting payloads until this one fits; drops none and returns 0 if that could not make room. */
    int dropOldestFor(Payload payload) {
        int held = inFlight != null && inFlightCounted ? 1 : 0;
        long heldBytes = inFlight != null && inFlightCounted ? inFlight.size() : 0;
        if (waiting == null || held >= limits.messages() || heldBytes + payload.size() > limits.bytes()) {
            return 0;
        }
        int dropped = 0;
        Iterator<Object> oldest = waiting.iterator();
        while (!fits(payload) && oldest.hasNext()) {
            if (oldest.next() instanceof Payload victim) {
                oldest.remove();
                messages--;
                bytes -= victim.size();
                dropped++;
            }
        }
        return dropped;
    }

    /** Forgets everything and returns the flush callbacks that waited. */
    List<Runnable> clear() {
        List<Runnable> callbacks = new ArrayList<>(0);
        if (waiting != null) {
            for (Object entry : waiting) {
                if (entry instanceof Runnable callback) {
                    callbacks.add(callback);
                }
            }
        }
        waiting = null;
        ping = null;
        inFlight = null;
        messages = 0;
        bytes = 0;
        return callbacks;
    }

    private ArrayDeque<Object> deque() {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        return waiting;
    }
}
