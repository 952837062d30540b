package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.jspecify.annotations.Nullable;

/**
 * Watches the callbacks that run on selector threads, and gives the selector of one that lingers to another thread.
 *
 * <p>So a callback that blocks holds up the other connections of its selector for a few milliseconds only, and after
 * that callbacks run on workers for a while. Thread-safe. Its thread sleeps while nothing is going on.
 */
final class SelectorWatch implements Runnable, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(2);

    /** How often a thread may be seen in one callback that runs. */
    private static final int PATIENT_LOOKS = 10;

    /** How often it may be seen there once it certainly had a processor. */
    private static final int LOOKS_WITH_PROCESSOR = 3;

    private static final int LOOKS_BEFORE_SLEEP = 25;
    private static final int LOOKS_BEFORE_RETRY = 250;
    private static final int MOST_AWAY = 16;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Executor leaders;
    private final Thread thread;
    private final Map<SelectorRunner, SelectorTurn> turns = new ConcurrentHashMap<>();
    private final LogGap reports = new LogGap();
    private final AtomicInteger away = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean asleep;
    private volatile boolean closed;

    // Of the watching thread.
    private Duration pause = SHORTEST_PAUSE;
    private long pausedSince;
    private int idleLooks;

    /**
     * Makes a watch that has not begun.
     *
     * @param leaders what runs selectors; must have a thread at hand whenever fewer than {@link #mostAway} are away
     * @param threads makes the watching thread
     */
    SelectorWatch(Executor leaders, ServerThreads threads) {
        this.leaders = leaders;
        this.thread = threads.daemon("watch", this);
    }

    /** Returns how many threads may be in callbacks whose selectors others have taken over. */
    static int mostAway() {
        return MOST_AWAY;
    }

    void start() {
        thread.start();
    }

    /** Finds the turn of a selector, whose thread calls; null where callbacks have to run elsewhere. */
    @Nullable
    SelectorTurn turn(SelectorRunner runner) {
        if (paused || away.get() >= MOST_AWAY) {
            return null;
        }
        return turns.computeIfAbsent(runner, SelectorTurn::new);
    }

    /** Writes what was gathered on a selector. */
    void flush(SelectorRunner runner) {
        SelectorTurn turn = turns.get(runner);
        if (turn != null) {
            turn.flush();
        }
    }

    /** Begins a callback on the calling selector thread; returns what {@link #end} asks for. */
    long begin(SelectorTurn turn) {
        turn.flushIfLate();
        long callback = turn.begin();
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return callback;
    }

    /** Ends a callback; false if the selector belongs to another thread by now. */
    boolean end(SelectorTurn turn, long callback) {
        boolean kept = turn.end(callback);
        if (!kept) {
            away.decrementAndGet();
        }
        return kept;
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                lookAtAll();
                rest();
            } catch (Throwable e) {
                report(e); // thrown on, it would end the watch
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private void rest() {
        if (idleLooks < LOOKS_BEFORE_SLEEP) {
            LockSupport.parkNanos(LOOK.toNanos());
        } else {
            sleep();
        }
    }

    private void lookAtAll() {
        boolean active = paused;
        for (SelectorTurn turn : turns.values()) {
            active |= look(turn);
        }
        if (paused && System.nanoTime() - pausedSince > pause.toNanos()) {
            paused = false;
        }
        idleLooks = active ? 0 : idleLooks + 1;
    }

    private void sleep() {
        asleep = true;
        if (turns.values().stream().noneMatch(SelectorTurn::hasMoved)) {
            LockSupport.park();
        }
        asleep = false;
        idleLooks = 0;
    }

    /** Looks at one selector; true if it has moved since the last look, or is in the middle of a callback. */
    private boolean look(SelectorTurn turn) {
        if (turn.hasMoved()) {
            turn.look();
            return true;
        }
        if (!turn.lingers()) {
            return false;
        }
        turn.flush(); // of the callbacks before
        turn.looks++;
        if (turn.looks >= turn.nextOffer && holdsUpOthers(turn)) {
            // None beside this one, unless it fails; even then not at each look, since Grizzly's pool keeps what it
            // could not find a thread for.
            turn.nextOffer = offer(turn, turn.seen) ? Integer.MAX_VALUE : turn.looks + LOOKS_BEFORE_RETRY;
        }
        return true;
    }

    private static boolean holdsUpOthers(SelectorTurn turn) {
        if (turn.blocks()) {
            return true;
        }
        if (turn.looks == PATIENT_LOOKS && !turn.isInCallback()) {
            turn.looks = 0; // on a busy machine it waits for a processor, as another thread would have to
        }
        return turn.looks >= PATIENT_LOOKS + LOOKS_WITH_PROCESSOR;
    }

    private void pause() {
        long now = System.nanoTime();
        // The sooner it happens again, the longer callbacks stay away from the selectors.
        boolean again = now - pausedSince < pause.multipliedBy(10).toNanos();
        Duration longer = again ? pause.multipliedBy(2) : SHORTEST_PAUSE;
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        pausedSince = now;
        paused = true;
    }

    /**
     * Offers a selector to another thread, which takes it when it runs: so the selector is never without a thread, also
     * where none can be created. False if that failed.
     */
    private boolean offer(SelectorTurn turn, long callback) {
        pause();
        try {
            leaders.execute(() -> lead(turn, callback));
            return true;
        } catch (RejectedExecutionException stopped) {
            return true; // the server goes down, and its selectors with it
        } catch (RuntimeException | Error e) {
            report(e);
            return false;
        }
    }

    /** Goes on with a selector, unless its callback has ended meanwhile. */
    private void lead(SelectorTurn turn, long callback) {
        if (turn.take(callback)) {
            away.incrementAndGet();
            turn.runner.postpone();
            turn.runner.run();
        }
    }

    private void report(Throwable unexpected) {
        if (reports.isOver()) {
            UnexpectedErrors.reportTask(unexpected);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
