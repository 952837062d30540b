package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs the lines that one broadcast or one event can cause for thousands of connections, or a client with each of its
 * messages: of each kind the first at once, then once a second the number of further ones and the text of the latest,
 * so that a flood of one cause does not hide every other cause.
 *
 * <p>The thread that has something to log only counts, since a log line can take as long as a disk. Thread-safe.
 */
public final class SummedLog {
    private static final long SECOND = 1_000_000_000L;

    /** What is logged. */
    public enum Kind {
        /** A write took too long. */
        SEND_TIMED_OUT("TIDEWAY-204", Level.INFO),
        /** Nothing arrived within the heartbeat timeout. */
        HEARTBEAT_TIMED_OUT("TIDEWAY-205", Level.INFO),
        /** A write failed. */
        WRITE_FAILED("TIDEWAY-206", Level.DEBUG),
        /** An outbound queue is full. */
        SLOW_CONSUMER("TIDEWAY-207", Level.INFO),
        /** A callback threw, and no other callback is told. */
        CALLBACK_FAILED("TIDEWAY-208", Level.ERROR),
        /** A connection could not be begun. */
        NOT_BEGUN("TIDEWAY-211", Level.ERROR),
        /** No more events of slow consumers may wait. */
        EVENT_LOST("TIDEWAY-212", Level.WARNING),
        /** An upgrade was refused, for another cause than its origin. */
        UPGRADE_REFUSED("TIDEWAY-301", Level.INFO),
        /** A check of an upgrade threw. */
        UPGRADE_FAILED("TIDEWAY-302", Level.ERROR),
        /** An upgrade was accepted with a subprotocol that was not offered. */
        SUBPROTOCOL_NOT_OFFERED("TIDEWAY-304", Level.ERROR),
        /** An upgrade was refused for its origin. */
        ORIGIN_REFUSED("TIDEWAY-305", Level.INFO),
        /** An observer threw. */
        OBSERVER_FAILED("TIDEWAY-401", Level.ERROR),
        /** A caller lacked the role for a callback. */
        ACCESS_DENIED("TIDEWAY-402", Level.INFO),
        /** A bean or a scope could not be ended. */
        NOT_STOPPED("TIDEWAY-409", Level.WARNING),
        /** The policy of rooms threw. */
        POLICY_FAILED("TIDEWAY-460", Level.ERROR),
        /** The broker has not accepted something for other nodes. */
        NOT_PUBLISHED("TIDEWAY-483", Level.WARNING),
        /** What another node has sent cannot be read. */
        ENVELOPE_UNREADABLE("TIDEWAY-484", Level.WARNING),
        /** What another node has sent does not fit into what may wait. */
        ENVELOPE_LEFT_OUT("TIDEWAY-485", Level.WARNING),
        /** The default onError was called for a message that could not be decoded. */
        MESSAGE_NOT_DECODED("TIDEWAY-A001", Level.WARNING),
        /** The default onError was called for anything else. */
        MESSAGE_FAILED("TIDEWAY-A001", Level.WARNING);

        private final String id;
        private final Level level;

        Kind(String id, Level level) {
            this.id = id;
            this.level = level;
        }
    }

    private final Executor executor;
    private final LongSupplier nanos;
    private final Map<Source, Flood> floods = new ConcurrentHashMap<>();

    /**
     * Creates a log without lines.
     *
     * @param executor where lines are written
     * @param nanos the monotonic clock, in nanoseconds
     */
    public SummedLog(Executor executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    /**
     * Logs a line, or counts it where one of its kind was logged within a second.
     *
     * @param line says what to log; called at most once, on a thread of the executor, within about a second
     */
    public void log(Kind kind, Supplier<SafeLog.Entry> line) {
        log(new Source(kind, ""), line);
    }

    /**
     * Logs a failure of the application's code, or counts it where the same code has failed in the same way within a
     * second; so one fault does not hide another, and the stack trace of each is logged.
     *
     * @param place where it failed
     * @param failure what was thrown, of which the class counts
     * @param line as for {@link #log(Kind, Supplier)}
     */
    public void log(Kind kind, String place, Throwable failure, Supplier<SafeLog.Entry> line) {
        log(new Source(kind, place + " " + failure.getClass().getName()), line);
    }

    private void log(Source source, Supplier<SafeLog.Entry> line) {
        if (floods.computeIfAbsent(source, first -> new Flood()).begins(nanos.getAsLong(), line)) {
            executor.execute(() -> line.get().write());
        }
    }

    /**
     * Logs how many lines were only counted, and the latest, for each kind whose second is over; to be called several
     * times a second.
     */
    public void tellSums() {
        long now = nanos.getAsLong();
        floods.forEach((source, flood) -> tell(source.kind(), flood.sum(now)));
    }

    /** Logs what is still only counted; the last call. */
    public void close() {
        floods.forEach((source, flood) -> tell(source.kind(), flood.rest()));
    }

    private void tell(Kind kind, Optional<Sum> counted) {
        counted.ifPresent(sum -> executor.execute(() -> ConnectionMessages.summedUp(
                kind.level, kind.id, sum.more(), sum.latest().get())));
    }

    /** Is what lines are counted by: there are as many as ways in which the application's code fails. */
    private record Source(Kind kind, String code) {}

    /** Is how many lines of one kind were only counted, and the latest of them. */
    private record Sum(long more, Supplier<SafeLog.Entry> latest) {}

    /** Is a second in which a line of one kind was logged, and what was counted since. */
    private static final class Flood {
        private boolean begun;
        private long since;
        private long counted;
        private @Nullable Supplier<SafeLog.Entry> latest; // of those counted

        /** Begins a second; counts where one has begun. */
        synchronized boolean begins(long now, Supplier<SafeLog.Entry> line) {
            if (begun) {
                counted++;
                latest = line;
                return false;
            }
            begun = true;
            since = now;
            return true;
        }

        /** Takes the count once the second is over, and goes on for another if there was anything to count. */
        synchronized Optional<Sum> sum(long now) {
            if (!begun || now - since < SECOND) {
                return Optional.empty();
            }
            begun = counted > 0;
            since = now;
            return rest();
        }

        synchronized Optional<Sum> rest() {
            Optional<Sum> sum = Optional.ofNullable(latest).map(line -> new Sum(counted, line));
            counted = 0;
            latest = null;
            return sum;
        }
    }
}
