package io.tideway.ws.internal.outbound;

import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Delays the writes of an outbound queue, where its endpoint has a write delay: what comes meanwhile leaves in the same
 * write.
 *
 * <p>A close, a ping, a flush and a payload that does not fit end the delay, and so does as much as fills a write or
 * half of the queue.
 */
abstract class DelayingQueue extends WritingQueue {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final int MOST_YIELDS = 1_000_000;

    private final int mostDelayedBytes; // 0 without a delay
    private boolean listed; // guarded by this; in DelayedWrites

    DelayingQueue(
            TransportWriter writer,
            OutboundLimits limits,
            OutboundListener listener,
            Flusher flusher,
            LongSupplier nanos) {
        super(writer, limits, listener, flusher, nanos);
        // Half of the bounds, so that what waits for more does not overflow the queue of a client that is quick.
        this.mostDelayedBytes = limits.writeDelay() == 0
                ? 0
                : (int) Math.min(writer.batchBytes(), Math.min(limits.bytes() / 2, 1 << 30));
    }

    /** Says what the caller does once it has queued a payload and left the monitor. */
    enum Next {
        /** Nothing: another thread writes, or the timer of the delay has the queue written. */
        NOTHING,
        /** It writes, or leaves the writing to others: it has the claim. */
        WRITE,
        /** It calls {@link #writeLater}. */
        WRITE_LATER
    }

    /** Delays the write where no thread writes; false if it is not to be delayed. Called with the monitor held. */
    final boolean delay() {
        if (mostDelayedBytes == 0 || !state.isUnclaimed() || !isWaiting() || fillsAWrite()) {
            return false;
        }
        state = OutboundState.DELAYED;
        return true;
    }

    private boolean fillsAWrite() {
        return bytes() >= mostDelayedBytes || messages() > limits.messages() / 2;
    }

    /** Tells what follows from a payload that has been queued in a state; called with the monitor still held. */
    final Next next(OutboundState before) {
        if (!before.isUnclaimed() || state == OutboundState.IDLE) {
            return Next.NOTHING;
        }
        if (state != OutboundState.DELAYED) {
            return Next.WRITE;
        }
        if (listed) {
            return Next.NOTHING;
        }
        listed = true;
        return Next.WRITE_LATER;
    }

    /** Hands this queue to the timer that has it written once the delay has passed. */
    final void writeLater() {
        try {
            flusher.delay(this, limits.writeDelay());
        } catch (RuntimeException | Error e) {
            fail(e); // rather than a queue that is never written
        }
    }

    /**
     * Tells whether so many payloads, of so many bytes together, can be queued now. Where they cannot, what waits for
     * others is written first, which a client that is quick would have by now. The caller holds no lock.
     */
    public final boolean hasSpaceFor(int payloads, long bytes) {
        return isSpaceFor(payloads, bytes) || makeSpaceFor(payloads, bytes);
    }

    /** Writes what waits for others; false if so many payloads, of so many bytes together, do not fit even then. */
    final boolean makeSpaceFor(int payloads, long bytes) {
        boolean gathers = writeWaiting();
        if (gathers && payloads <= limits.messages() && bytes <= limits.bytes()) {
            awaitWriter(() -> isAboutToHaveSpaceFor(payloads, bytes));
        }
        return isSpaceFor(payloads, bytes);
    }

    /**
     * Writes what waits for others, as far as the client takes it, since nothing may follow. The caller holds no lock.
     */
    public final void writeOut() {
        if (writeWaiting()) {
            awaitWriter(this::isBeingWritten);
        }
    }

    /** Writes what waits for others; true if the calling thread gathers, so that another may be about to write. */
    private boolean writeWaiting() {
        boolean gathers = writeGathered();
        if (claimsDelayed()) {
            write();
        }
        return gathers;
    }

    private synchronized boolean isBeingWritten() {
        return isAboutToWrite();
    }

    /**
     * Waits while another thread is about to write: one that has taken the writing from the calling thread, whose
     * callback has lasted for long, and has not been given a processor yet.
     */
    @SuppressWarnings("ThreadPriorityCheck") // the other thread lacks a processor, which this one lends
    private void awaitWriter(BooleanSupplier isAboutToWrite) {
        long begin = now();
        for (int i = 0; i < MOST_YIELDS && isAboutToWrite.getAsBoolean(); i++) {
            if (now() - begin > LONGEST_WAIT.toNanos()) {
                return;
            }
            Thread.yield(); // rather than a wait, which would look like a callback that blocks
        }
    }

    private synchronized boolean isAboutToHaveSpaceFor(int payloads, long bytes) {
        return isAboutToWrite() && !fits(payloads, bytes);
    }

    /** Tells whether a thread is about to write, or does so at the moment; called with the monitor held. */
    abstract boolean isAboutToWrite();

    private synchronized boolean isSpaceFor(int payloads, long bytes) {
        return fits(payloads, bytes);
    }

    private synchronized boolean claimsDelayed() {
        return state == OutboundState.DELAYED && claim();
    }

    /** Tells whether the end of a broadcast writes what waits for the end of a round; called with the monitor held. */
    final boolean gathersTooMuch() {
        return isGathering() && (messages() > limits.messages() / 2 || bytes() > limits.bytes() / 2);
    }

    /** Ends the delays of queues whose flush is waited for, and has them written. */
    static void endDelays(Collection<? extends DelayingQueue> queues) {
        DeferredWrites writes = null;
        for (DelayingQueue queue : queues) {
            if (queue.mostDelayedBytes > 0) {
                if (writes == null) {
                    writes = queue.flusher.begin(); // the same for all queues of a node
                }
                queue.endDelay(writes);
            }
        }
        if (writes != null) {
            writes.end();
        }
    }

    /** Leaves the writing to others, since the timer's delay has passed; nothing if a thread has written meanwhile. */
    final void delayPassed(DeferredWrites writes) {
        synchronized (this) {
            listed = false;
        }
        endDelay(writes);
    }

    private void endDelay(DeferredWrites writes) {
        synchronized (this) {
            if (state != OutboundState.DELAYED) {
                return;
            }
            state = OutboundState.CLAIMED;
        }
        leaveTo(writes);
    }
}
