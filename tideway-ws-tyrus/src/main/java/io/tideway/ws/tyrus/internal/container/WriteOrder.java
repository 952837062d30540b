package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Keeps the order in which one connection ends: frames, one close frame, the FIN.
 *
 * <p>A thread {@linkplain #enter() enters} before it queues a frame and {@linkplain #leave() leaves} after that. A
 * close frame lets no other thread in, and is queued by the last thread that leaves; the FIN follows in the same way.
 * So no thread waits for another, and no lock is held while the container queues. A write that completes inside the
 * call is told there, which delays nothing but the close frame. Thread-safe.
 *
 * <p>One word has everything: how many threads are inside, and the bits below.
 */
final class WriteOrder {

    /** No frame may enter, a close frame neither. */
    private static final int SHUT = 1 << 31;

    /** The close frame is to be queued by a thread that is alone inside. */
    private static final int CLOSE_DUE = 1 << 30;

    /** The FIN has been asked for. */
    private static final int FINISHED = 1 << 29;

    /** The FIN is to be queued by a thread that is alone inside, once no close frame is due. */
    private static final int FIN_DUE = 1 << 28;

    private static final int THREADS = FIN_DUE - 1;

    private static final AtomicIntegerFieldUpdater<WriteOrder> STATE =
            AtomicIntegerFieldUpdater.newUpdater(WriteOrder.class, "state");

    private volatile int state;

    // Each set once, by a thread that is inside since it has set the bit that is due.
    private Runnable closeFrame = () -> {};
    private Runnable fin = () -> {};

    /** Lets the calling thread queue a frame that is not a close frame; false if none may follow. */
    boolean enter() {
        int now = state;
        while ((now & SHUT) == 0) {
            if (STATE.compareAndSet(this, now, now + 1)) {
                return true;
            }
            now = state;
        }
        return false;
    }

    /** Ends what {@link #enter} began; queues what is due if no other thread is inside. */
    void leave() {
        int now = state;
        while (!leave(now)) {
            now = state;
        }
    }

    private boolean leave(int now) {
        boolean alone = (now & THREADS) == 1;
        if (alone && (now & CLOSE_DUE) != 0) {
            run(now, CLOSE_DUE, closeFrame);
            return false;
        }
        if (alone && (now & FIN_DUE) != 0) {
            run(now, FIN_DUE, fin);
            return false;
        }
        return STATE.compareAndSet(this, now, now - 1);
    }

    /** Does what is due, still inside, so that nothing overtakes it. */
    private void run(int now, int due, Runnable action) {
        if (STATE.compareAndSet(this, now, now & ~due)) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.report(e); // or this thread would never leave, and the FIN never come
            }
        }
    }

    /**
     * Queues a close frame behind the frames of all threads that are inside; false if one was given before, or it is
     * too late for any.
     */
    boolean close(Runnable queueing) {
        if (!enter(SHUT, SHUT | CLOSE_DUE)) {
            return false;
        }
        closeFrame = queueing;
        leave();
        return true;
    }

    /** Queues the FIN behind everything; only the first call counts. */
    void finish(Runnable queueing) {
        if (enter(FINISHED, SHUT | FINISHED | FIN_DUE)) {
            fin = queueing;
            leave();
        }
    }

    private boolean enter(int unless, int bits) {
        int now = state;
        while ((now & unless) == 0) {
            if (STATE.compareAndSet(this, now, (now | bits) + 1)) {
                return true;
            }
            now = state;
        }
        return false;
    }
}
