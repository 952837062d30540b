package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an outbound queue holds, batch by batch, on the thread that has the claim.
 *
 * <p>The thread that completes a write goes on with the next, in a loop and never by recursion, but only a few times:
 * then the transport's own thread goes on, or the {@link Flusher}, to which a broadcast leaves the writing from the
 * beginning.
 */
abstract class WritingQueue extends ClaimedQueue implements TransportWriter.Completion, Runnable {

    /** So many writes one thread makes in a row: others may fill the queue as fast as it writes. */
    private static final int MOST_WRITES = 4;

    private final TransportWriter writer;
    final Flusher flusher;
    private final LongSupplier nanos;

    // Set and cleared by the thread inside the writer's call. Other threads may see any value of the past, none of them
    // theirs.
    private @Nullable WriteBatch call;

    // Whether the thread that set it is to write this queue at the end of its round. Other threads may see any value of
    // the past, and can do nothing about it.
    private boolean gathering;

    private long writeStarted; // guarded by this

    WritingQueue(
            TransportWriter writer,
            OutboundLimits limits,
            OutboundListener listener,
            Flusher flusher,
            LongSupplier nanos) {
        super(limits, listener);
        this.writer = writer;
        this.flusher = flusher;
        this.nanos = nanos;
    }

    final long now() {
        return nanos.getAsLong();
    }

    /** Returns how long the write in flight has been under way, in nanoseconds; 0 if there is none. */
    public final synchronized long writingFor() {
        return state.isWriting() ? now() - writeStarted : 0;
    }

    @Override
    public final void written() {
        WriteBatch current = call;
        if (current != null && current.isOfThisThread()) {
            // Inside the call: the loop around it goes on by itself, which keeps the stack flat.
            current.markWritten();
            return;
        }
        int sent;
        FlushPoints.Passed passed;
        boolean claimed;
        synchronized (this) {
            if (!state.isWriting()) {
                return; // a completion after the connection ended
            }
            sent = settle();
            passed = passed();
            claimed = !state.isCalling();
            state = state.completed();
        }
        tellSent(sent, passed);
        if (claimed && release()) {
            write();
        }
    }

    @Override
    public final void failed(Throwable cause) {
        synchronized (this) {
            if (!state.isWriting()) {
                return;
            }
        }
        fail(cause);
    }

    /** Writes one batch of what a broadcast has left here, on a thread of the transport's own. */
    @Override
    public final void run() {
        write(1);
    }

    /** Writes what waits, or a part of it; called by the thread that has the claim. */
    final void write() {
        write(MOST_WRITES);
    }

    private void write(int mostWrites) {
        boolean more = true; // also if this throws, since no other thread will write this queue
        try {
            WriteBatch batch = new WriteBatch();
            for (int i = 0; more && i < mostWrites; i++) {
                more = writeNext(batch);
            }
        } finally {
            if (more) {
                handOver();
            }
        }
    }

    /**
     * Writes what waits, in one batch; called by the thread that has the claim. Never throws.
     *
     * @param batch of this thread, reused from call to call
     * @return whether to call again, since more waits; false once the claim is another's or given up
     */
    final boolean writeNext(WriteBatch batch) {
        try {
            if (take(batch)) {
                write(batch);
            }
        } catch (RuntimeException | Error e) {
            fail(e); // there is no memory for the batch
        }
        return returned(batch);
    }

    private boolean take(WriteBatch batch) {
        long now = now();
        int mostBytes = writer.batchBytes();
        synchronized (this) {
            if (!state.isClaimed() || !take(batch, mostBytes)) {
                return false;
            }
            writeStarted = now;
            gathering = false;
            state = state.calling();
            return true;
        }
    }

    private void write(WriteBatch batch) {
        call = batch;
        try {
            writer.write(batch, this);
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            call = null;
        }
    }

    /**
     * Leaves the call: settles what was written inside it, and tells whether more waits for the thread that was in it.
     */
    private boolean returned(WriteBatch batch) {
        int sent = 0;
        FlushPoints.Passed passed = FlushPoints.Passed.NONE;
        boolean more;
        CloseFrame close = null;
        synchronized (this) {
            if (batch.takeWritten()) {
                sent = settle();
                passed = passed();
                state = state.completed();
            } else if (state.isCalling()) {
                state = state.returned();
            }
            more = state.isClaimed() && isWaiting();
            if (!more) {
                close = releaseClaim();
            }
        }
        tellSent(sent, passed);
        close(close);
        return more;
    }

    /** Tells whether more waits for the thread that has the claim, which is given up otherwise. */
    private boolean release() {
        CloseFrame close;
        synchronized (this) {
            if (state.isClaimed() && isWaiting()) {
                return true;
            }
            close = releaseClaim();
        }
        close(close);
        return false;
    }

    private void close(@Nullable CloseFrame frame) {
        if (frame == null) {
            return;
        }
        tellClosing();
        try {
            writer.close(frame);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Leaves the writing to the transport's own thread, or to others; the caller has the claim and gives it away. */
    final void leaveTo(DeferredWrites writes) {
        try {
            if (!deferred()) {
                writes.add(this);
            }
        } catch (RuntimeException | Error e) {
            fail(e); // rather than a queue that is never written
        }
    }

    /** Leaves the writing to the end of a round of a thread that serves many clients; false if this is none. */
    final boolean gathered() {
        gathering = true; // before, since it may be written at once
        try {
            if (writer.gather(this)) {
                return true;
            }
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
        gathering = false;
        return false;
    }

    /** Tells whether {@link #writeGathered} may write this queue. */
    final boolean isGathering() {
        return gathering;
    }

    /**
     * Has the calling thread write what it would write later, of this queue and others; false if it gathers nothing.
     */
    final boolean writeGathered() {
        try {
            return writer.writeGathered();
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
            return false;
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

    /** Leaves the writing to the transport's own thread; false if it has none. */
    private boolean deferred() {
        try {
            return writer.defer(this);
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
            return false;
        }
    }
}
