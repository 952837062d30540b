package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues what one connection sends: FIFO, bounded in messages and bytes, at most one write in flight.
 *
 * <p>What waits leaves in one write where the writer takes it so. The close frame travels in the FIFO; heartbeat pings
 * overtake it. {@link OutboundState} has the table of the states and transitions.
 *
 * <p>Thread-safe; its lock is never held while the writer, the listener (which only decides about an overflow under it)
 * or a flush runs, and whatever those throw, the queue goes on or ends. A queue that stays idle holds no memory for
 * messages.
 */
public final class OutboundQueue extends DelayingQueue {
    private boolean held; // guarded by this; no thread has the claim until the release

    /**
     * Creates an open, empty queue.
     *
     * @param flusher what goes on writing where this queue keeps a thread of others for too long
     */
    public OutboundQueue(
            TransportWriter writer,
            OutboundLimits limits,
            OutboundListener listener,
            Flusher flusher,
            LongSupplier nanos) {
        super(writer, limits, listener, flusher, nanos);
    }

    /** Queues a payload, and writes at once where nothing is being written and it may not wait for others. */
    public SendResult offer(Payload payload) {
        return offer(payload, Urgency.MAY_WAIT);
    }

    /** Queues a payload that the client waits for, and writes at once where nothing waits or is being written. */
    public SendResult reply(Payload payload) {
        return offer(payload, Urgency.AT_ONCE);
    }

    private SendResult offer(Payload payload, Urgency urgency) {
        @Nullable Overflow overflow = null;
        Next next = Next.NOTHING;
        for (boolean spaceMade = false; overflow == null; spaceMade = true) {
            synchronized (this) {
                OutboundState before = state;
                if (!before.accepts()) {
                    return SendResult.CLOSED;
                }
                if (spaceMade || fits(payload)) {
                    overflow = queue(payload, urgency);
                    next = next(before);
                }
            }
            if (overflow == null) {
                var unused = makeSpaceFor(1, payload.size()); // or it has been made
            }
        }
        tell(overflow);
        if (next == Next.WRITE_LATER) {
            writeLater();
        } else if (next == Next.WRITE && !gathered()) {
            write();
        }
        return switch (overflow.outcome()) {
            case QUEUED -> SendResult.QUEUED;
            case DROPPED -> SendResult.DROPPED;
            case OVERFLOWED -> SendResult.OVERFLOWED;
            case CLOSED, NOT_ADMITTED -> SendResult.CLOSED;
        };
    }

    /** Queues a payload if the admission is valid at that moment, and leaves the writing to others. */
    public Outcome offer(Payload payload, Admission admission, DeferredWrites writes) {
        return offer(payload, Urgency.MAY_WAIT, admission, writes);
    }

    /** Queues a payload that the client waits for, as {@link #offer(Payload, Admission, DeferredWrites)} does. */
    public Outcome reply(Payload payload, Admission admission, DeferredWrites writes) {
        return offer(payload, Urgency.AT_ONCE, admission, writes);
    }

    private Outcome offer(Payload payload, Urgency urgency, Admission admission, DeferredWrites writes) {
        final Overflow overflow;
        Next next;
        boolean tooMuch;
        synchronized (this) {
            if (!admission.isValid()) {
                return Outcome.NOT_ADMITTED;
            }
            OutboundState before = state;
            if (!before.accepts()) {
                return Outcome.CLOSED;
            }
            overflow = queue(payload, urgency);
            next = next(before);
            tooMuch = gathersTooMuch();
        }
        if (tooMuch) {
            writes.atEnd(this::writeGathered);
        }
        if (overflow.hasSomethingToTell()) {
            writes.atEnd(() -> tell(overflow));
        }
        if (next == Next.WRITE_LATER) {
            writeLater();
        } else if (next == Next.WRITE) {
            leaveTo(writes);
        }
        return overflow.outcome();
    }

    /** Queues a ping ahead of everything that waits; one that waits already is enough. */
    public void ping(Payload ping) {
        synchronized (this) {
            if (!state.accepts() || hasPing()) {
                return;
            }
            setPing(ping);
            if (!claim()) {
                return;
            }
        }
        write();
    }

    /** Holds back everything until the {@linkplain #release() release}, unless something is being written. */
    public synchronized void hold() {
        if (state.isUnclaimed()) {
            state = OutboundState.CLAIMED;
            held = true;
        }
    }

    /** Writes what is held back, if anything is. */
    public void release() {
        synchronized (this) {
            if (!held) {
                return;
            }
            held = false;
            dropPing(); // the client does not expect one yet, and the connection ends
        }
        write();
    }

    /** Writes a payload before all that waits, and what is held back after it. */
    public void release(Payload first) {
        synchronized (this) {
            if (state == OutboundState.CLOSED || state == OutboundState.ENDED) {
                return;
            }
            queuePing(); // no client expects one before the first payload
            addFirst(first);
            if (!claim() && !held) {
                return; // the thread that writes takes it
            }
            held = false;
        }
        write();
    }

    /** Sends a close frame after what is queued; from here on payloads are refused. Only the first call counts. */
    public void close(CloseFrame frame) {
        synchronized (this) {
            if (!state.accepts()) {
                return;
            }
            boolean unclaimed = state.isUnclaimed();
            beginClose(frame);
            if (!unclaimed) {
                return;
            }
        }
        write();
    }

    /** Gives up everything that waits, because the connection has ended. */
    public void abandon() {
        end();
    }

    @Override
    boolean isAboutToWrite() {
        return !held && (state == OutboundState.CLAIMED || state == OutboundState.CALLING);
    }

    /** Adds a payload, or does what the policy says; claims the writing, or delays it, where no thread has it. */
    private Overflow queue(Payload payload, Urgency urgency) {
        Overflow overflow = Overflow.NONE;
        if (fits(payload)) {
            add(payload);
        } else if (limits.policy() == OverflowPolicy.CLOSE && !listener.mayOverflow(limits.overflow())) {
            return Overflow.CLOSED; // another close has come first, whose frame is about to be queued
        } else {
            overflow = Overflow.of(payload, this, markFull());
            if (overflow.outcome() == Outcome.OVERFLOWED) {
                beginClose(limits.overflow());
            }
        }
        boolean first = state == OutboundState.IDLE;
        if ((first && urgency == Urgency.AT_ONCE) || !delay()) {
            claim();
        }
        return overflow;
    }

    /** Says whether a payload that finds nothing waiting waits for others, where there is a write delay. */
    private enum Urgency {
        AT_ONCE,
        MAY_WAIT
    }
}
