package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.threads.Escaped;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues what goes out on one connection: FIFO, bounded in messages and bytes, at most one write in flight.
 *
 * <p>What waits leaves in one write where the outlet takes it so. Whoever completes a write goes on with the next, in a loop
 * and never by recursion, but only a few times: then the outlet's own thread goes on, or the {@link Flusher}, to which a
 * broadcast leaves the writing from the beginning. The close frame travels in the FIFO; heartbeat pings overtake it.
 *
 * <p>Thread-safe; its lock is never held while the outlet, the listener or a flush runs, and whatever those throw, the lane
 * goes on or ends. A lane that stays idle holds no queue.
 */
public final class OutboundQueue extends PayloadQueue implements Outlet.Completion, Runnable {

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    /** So many writes one thread makes in a row: others may fill the lane as fast as it writes. */
    private static final int MOST_WRITES = 4;

    private static final CloseFrame OVERFLOW = CloseFrame.TRY_AGAIN_LATER.withReason("outbound lane full");

    private final Outlet outlet;
    private final OutboundListener listener;
    private final Flusher flusher;
    private final LongSupplier nanos;

    // Of the thread that writes; others that read the first see another thread, or none.
    private @Nullable Thread writer;
    private boolean writtenInline;

    // All below are guarded by this lane's monitor.
    private State state = State.OPEN;
    private @Nullable CloseFrame closing;
    private long writeStarted;
    private boolean draining;
    private boolean full;

    /**
     * Creates an open, empty lane.
     *
     * @param flusher what goes on writing where this lane keeps a thread of others for too long
     */
    public OutboundQueue(
            Outlet outlet, OutboundLimits limits, OutboundListener listener, Flusher flusher, LongSupplier nanos) {
        super(limits);
        this.outlet = outlet;
        this.listener = listener;
        this.flusher = flusher;
        this.nanos = nanos;
    }

    /** Queues a payload, and writes at once where nothing is being written. */
    public SendResult offer(Payload payload) {
        Overflow overflow;
        boolean drain;
        synchronized (this) {
            if (state != State.OPEN) {
                return SendResult.CLOSED;
            }
            overflow = queue(payload);
            drain = takeDrain();
        }
        tell(overflow);
        if (drain) {
            drain();
        }
        return switch (overflow.outcome()) {
            case QUEUED -> SendResult.QUEUED;
            case DROPPED -> SendResult.DROPPED;
            case OVERFLOWED -> SendResult.OVERFLOWED;
            case CLOSED, NOT_ADMITTED -> SendResult.CLOSED;
        };
    }

    /** Queues a payload if the admission stands at that moment, and leaves the writing to a sweep. */
    public Outcome offer(Payload payload, Admission admission, DeferredWrites sweep) {
        Overflow overflow;
        boolean drain;
        synchronized (this) {
            if (!admission.stands()) {
                return Outcome.NOT_ADMITTED;
            }
            if (state != State.OPEN) {
                return Outcome.CLOSED;
            }
            overflow = queue(payload);
            drain = takeDrain();
        }
        tell(overflow);
        if (drain) {
            leaveTo(sweep);
        }
        return overflow.outcome();
    }

    private Overflow queue(Payload payload) {
        if (fits(payload)) {
            add(payload);
            return Overflow.NONE;
        }
        Overflow overflow = Overflow.of(payload, this, !full);
        full = true;
        if (overflow.outcome() == Outcome.OVERFLOWED) {
            state = State.CLOSING;
            closing = OVERFLOW;
        }
        return overflow;
    }

    /** Queues a ping ahead of everything that waits; one that waits already is enough. */
    public void ping(Payload ping) {
        synchronized (this) {
            if (state != State.OPEN || hasPing()) {
                return;
            }
            setPing(ping);
            if (!takeDrain()) {
                return;
            }
        }
        drain();
    }

    /** Tells whether a ping waits or is being written. */
    public synchronized boolean isPinging() {
        return hasUnwrittenPing();
    }

    /** Sends a close frame after what is queued; from here on payloads are refused. Only the first call counts. */
    public void close(CloseFrame frame) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            closing = frame;
            if (!takeDrain()) {
                return;
            }
        }
        drain();
    }

    /** Gives up everything that waits, because the connection has ended. */
    public void abandon() {
        end();
    }

    /** Has a new flush wait for everything queued before; false if nothing waits. */
    synchronized boolean await(Flush flush) {
        if (state == State.ENDED || messages() == 0) {
            return false;
        }
        addFlush(flush);
        return true;
    }

    /** Has a flush that callers share wait for everything queued before; false if nothing waits, or if it does already. */
    synchronized boolean awaitAlso(Flush flush) {
        return state != State.ENDED && messages() > 0 && addSharedFlush(flush);
    }

    /** Returns the flush that further callers share who wait for what is queued now; null while few wait. */
    synchronized @Nullable Flush sharedFlush() {
        return sharedFlushOfAll();
    }

    /** Returns the flushes that wait for what is queued now. */
    synchronized List<Flush> flushesOfAllQueued() {
        return flushesOfAll();
    }

    /** Lets go of memory that has not been needed since the last call; to be called now and then. */
    public synchronized void trim() {
        trimQueue();
    }

    /** Counts the payloads that wait or are being written, heartbeat pings aside. */
    public synchronized int queuedMessages() {
        return messages();
    }

    /** Counts their bytes. */
    public synchronized long queuedBytes() {
        return bytes();
    }

    /** Returns how long the write in flight has been under way, in nanoseconds; 0 if there is none. */
    public synchronized long writingFor() {
        return isWriting() ? nanos.getAsLong() - writeStarted : 0;
    }

    @Override
    public void written() {
        if (writer == Thread.currentThread()) {
            // Inside the outlet's write: the loop around it goes on by itself, which keeps the stack flat.
            writtenInline = true;
            return;
        }
        int sent;
        FlushPoints.Passed passed;
        boolean drain;
        synchronized (this) {
            if (!isWriting()) {
                return; // a container that completes twice, or after the connection ended
            }
            sent = settle();
            passed = passed();
            drain = !draining;
            draining = true;
        }
        tell(sent, passed);
        if (drain && goesOn()) {
            drain();
        }
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (!isWriting()) {
                return;
            }
        }
        fail(cause);
    }

    /** Writes one burst of what a broadcast has left here, on a thread of the outlet's own. */
    @Override
    public void run() {
        boolean more = true; // also where this throws, since nobody else will look at this lane
        try {
            more = writeNext(new WriteBatch());
        } finally {
            if (more) {
                handOver();
            }
        }
    }

    /** Writes what waits, or a part of it; called by the one thread that set {@code draining}. */
    void drain() {
        boolean more = true; // also where this throws
        try {
            WriteBatch burst = new WriteBatch();
            for (int i = 0; more && i < MOST_WRITES; i++) {
                more = writeNext(burst);
            }
        } finally {
            if (more) {
                handOver();
            }
        }
    }

    private void leaveTo(DeferredWrites sweep) {
        try {
            if (!deferred()) {
                sweep.add(this);
            }
        } catch (RuntimeException | Error e) {
            fail(e); // rather than a lane that nobody writes
        }
    }

    private void handOver() {
        try {
            if (!deferred()) {
                flusher.goOn(this);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private boolean deferred() {
        try {
            return outlet.defer(this);
        } catch (RuntimeException | Error e) {
            Escaped.report(e);
            return false;
        }
    }

    /**
     * Writes what waits, in one burst; called by the one thread that set {@code draining}. Never throws.
     *
     * @param burst reused from call to call
     * @return whether to call again, since more waits; false once someone else will go on
     */
    boolean writeNext(WriteBatch burst) {
        try {
            if (take(burst)) {
                write(burst);
            }
        } catch (RuntimeException | Error e) {
            fail(e); // there is no memory for the burst
        }
        return goesOn();
    }

    private boolean take(WriteBatch burst) {
        long now = nanos.getAsLong();
        int mostBytes = outlet.burstBytes();
        synchronized (this) {
            if (isWriting() || !take(burst, mostBytes)) {
                return false;
            }
            writeStarted = now;
            return true;
        }
    }

    private void write(WriteBatch burst) {
        writer = Thread.currentThread();
        try {
            outlet.write(burst, this);
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            writer = null;
        }
    }

    /** Settles what was written inline; then tells whether more waits, or gives the drain up, whose last act is the close. */
    private boolean goesOn() {
        int sent = 0;
        FlushPoints.Passed passed = FlushPoints.Passed.NONE;
        boolean more;
        CloseFrame close = null;
        synchronized (this) {
            if (writtenInline) {
                writtenInline = false;
                sent = settle();
                passed = passed();
            }
            more = !isWriting() && isWaiting();
            if (!more) {
                draining = false;
                if (!isWriting()) {
                    full = false;
                    close = closing;
                    closing = null;
                }
            }
        }
        tell(sent, passed);
        if (close != null) {
            closeOutlet(close);
        }
        return more;
    }

    private void closeOutlet(CloseFrame frame) {
        try {
            outlet.close(frame);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private boolean takeDrain() {
        if (draining || isWriting() || (!isWaiting() && closing == null)) {
            return false;
        }
        draining = true;
        return true;
    }

    /** Ends this lane, which cannot write. */
    void fail(Throwable cause) {
        if (end()) {
            try {
                listener.failed(cause);
            } catch (RuntimeException | Error e) {
                Escaped.report(e);
            }
        }
    }

    private boolean end() {
        int lost;
        FlushPoints.Passed passed;
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            state = State.ENDED;
            closing = null;
            lost = clear();
            passed = passed();
        }
        try {
            if (lost > 0) {
                listener.lost(lost);
            }
        } catch (RuntimeException | Error e) {
            Escaped.report(e);
        }
        passed.tell();
        return true;
    }

    private void tell(int sent, FlushPoints.Passed passed) {
        try {
            if (sent > 0) {
                listener.sent(sent);
            }
        } catch (RuntimeException | Error e) {
            Escaped.report(e);
        }
        passed.tell();
    }

    private void tell(Overflow overflow) {
        try {
            overflow.tell(listener, OVERFLOW);
        } catch (RuntimeException | Error e) {
            Escaped.report(e);
        }
    }
}
