package io.tideway.ws.internal.lane;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.SendResult;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues what goes out on one connection: FIFO, bounded in messages and bytes, at most one write in flight.
 *
 * <p>What waits leaves in one write where the outlet takes it so. Whoever completes a write goes on with the next, in a loop
 * and never by recursion; a broadcast leaves the writing to a {@link Sweep}. The close frame travels in the FIFO;
 * heartbeat pings overtake it. Thread-safe; its lock is never held while the outlet, the listener or a flush callback runs.
 * A lane that stays idle holds no queue.
 */
public final class Lane extends LaneQueue implements Outlet.Completion, Runnable {

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    private static final CloseFrame OVERFLOW = CloseFrame.TRY_AGAIN_LATER.withReason("outbound lane full");

    private final Outlet outlet;
    private final LaneListener listener;
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

    /** Creates an open, empty lane. */
    public Lane(Outlet outlet, LaneLimits limits, LaneListener listener, LongSupplier nanos) {
        super(limits);
        this.outlet = outlet;
        this.listener = listener;
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
        overflow.tell(listener, OVERFLOW);
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
    public Outcome offer(Payload payload, Admission admission, Sweep sweep) {
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
        overflow.tell(listener, OVERFLOW);
        if (drain && !outlet.defer(this)) {
            sweep.add(this);
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

    /** Runs a callback once everything queued before is out; false, without a call, if nothing waits. */
    public synchronized boolean onFlushed(Runnable callback) {
        if (state == State.ENDED || messages() == 0) {
            return false;
        }
        addFlushCallback(callback);
        return true;
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
        List<Runnable> flushed;
        boolean drain;
        synchronized (this) {
            if (!isWriting()) {
                return; // a container that completes twice, or after the connection ended
            }
            sent = messages();
            flushed = settle();
            sent -= messages();
            drain = !draining;
            draining = true;
        }
        tell(sent, flushed);
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
        if (end()) {
            listener.failed(cause);
        }
    }

    /** Writes one burst of what a broadcast has left here, on a thread of the outlet's own. */
    @Override
    public void run() {
        boolean more = true; // also where this throws, since nobody else will look at this lane
        try {
            more = writeNext(new Burst());
        } finally {
            if (more && !outlet.defer(this)) {
                drain();
            }
        }
    }

    /** Writes what waits; called by the one thread that set {@code draining}. */
    void drain() {
        Burst burst = new Burst();
        while (writeNext(burst)) {
            // Until nothing waits, or a write is still under way when its call has returned.
        }
    }

    /**
     * Writes what waits, in one burst; called by the one thread that set {@code draining}.
     *
     * @param burst reused from call to call
     * @return whether to call again, since more waits; false once someone else will go on
     */
    boolean writeNext(Burst burst) {
        long now = nanos.getAsLong();
        boolean taken;
        synchronized (this) {
            taken = !isWriting() && take(burst, outlet.burstBytes());
            if (taken) {
                writeStarted = now;
            }
        }
        if (taken) {
            write(burst);
        }
        return goesOn();
    }

    private void write(Burst burst) {
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
        List<Runnable> flushed = List.of();
        boolean more;
        CloseFrame close = null;
        synchronized (this) {
            if (writtenInline) {
                writtenInline = false;
                sent = messages();
                flushed = settle();
                sent -= messages();
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
        tell(sent, flushed);
        if (close != null) {
            outlet.close(close);
        }
        return more;
    }

    private void tell(int sent, List<Runnable> flushed) {
        if (sent > 0) {
            listener.sent(sent);
        }
        flushed.forEach(Runnable::run);
    }

    private boolean takeDrain() {
        if (draining || isWriting() || (!isWaiting() && closing == null)) {
            return false;
        }
        draining = true;
        return true;
    }

    private boolean end() {
        int lost;
        List<Runnable> flushed;
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            state = State.ENDED;
            closing = null;
            lost = messages();
            flushed = clear();
        }
        if (lost > 0) {
            listener.lost(lost);
        }
        flushed.forEach(Runnable::run);
        return true;
    }
}
