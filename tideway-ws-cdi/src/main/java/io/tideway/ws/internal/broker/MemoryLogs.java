package io.tideway.ws.internal.broker;

import io.tideway.ws.spi.LogRetention;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Holds the logs of all rooms, within a bound of bytes for all of them together; thread-safe.
 *
 * <p>Above the bound, evicts in this order, the least recently used first: logs that have never held anything, as those
 * of rooms that a client only joins; the publications of the others, so that positions stay valid; the publications of
 * the newest one; and if that is not enough, the logs themselves.
 */
final class MemoryLogs {
    private final ConcurrentMap<String, MemoryLog> logs = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder evicted = new LongAdder();
    private final AtomicBoolean evicting = new AtomicBoolean();
    private final LongSupplier nanos;
    private final long mostBytes;

    MemoryLogs(LongSupplier nanos, long mostBytes) {
        this.nanos = nanos;
        this.mostBytes = mostBytes;
    }

    int count() {
        return logs.size();
    }

    long bytes() {
        return bytes.get();
    }

    long evicted() {
        return evicted.sum();
    }

    /**
     * Does something with the log of a room, under its monitor; begins a log where there is none. Makes room afterwards
     * if the bound is passed.
     */
    <T> T with(String room, LogRetention retention, Function<MemoryLog, T> action) {
        while (true) {
            long now = nanos.getAsLong();
            MemoryLog log = logs.computeIfAbsent(room, name -> new MemoryLog(name, retention, now, bytes));
            Optional<T> result;
            synchronized (log) {
                result = log.use(retention, now) ? Optional.of(action.apply(log)) : Optional.empty();
                if (result.isEmpty()) {
                    log.end();
                }
            }
            if (result.isPresent()) {
                makeRoomFor(log);
                return result.get();
            }
            logs.remove(room, log);
        }
    }

    private void makeRoomFor(MemoryLog used) {
        if (bytes.get() > mostBytes && evicting.compareAndSet(false, true)) {
            try {
                evictFor(used);
            } finally {
                evicting.set(false);
            }
        }
    }

    private void evictFor(MemoryLog latest) {
        long target = mostBytes - mostBytes / 10; // so that the next uses need not look again
        record Use(MemoryLog log, long at) {}
        List<MemoryLog> oldestFirst = logs.values().stream()
                .filter(log -> log != latest)
                .map(log -> new Use(log, log.used()))
                .sorted(Comparator.comparingLong(Use::at))
                .map(Use::log)
                .toList();
        Set<MemoryLog> gaveWay = new HashSet<>();
        end(oldestFirst, target, MemoryLog::endUnlessUsed, gaveWay);
        for (MemoryLog log : oldestFirst) {
            if (bytes.get() <= target) {
                break;
            }
            synchronized (log) {
                if (log.clear()) {
                    gaveWay.add(log);
                }
            }
        }
        synchronized (latest) {
            while (bytes.get() > mostBytes && latest.removeOldest()) {
                gaveWay.add(latest);
            }
        }
        end(oldestFirst, mostBytes, MemoryLog::end, gaveWay);
        evicted.add(gaveWay.size());
    }

    /** Ends logs until all together weigh no more than the target. */
    private void end(List<MemoryLog> oldestFirst, long target, Predicate<MemoryLog> end, Set<MemoryLog> gaveWay) {
        for (MemoryLog log : oldestFirst) {
            if (bytes.get() <= target) {
                return;
            }
            boolean ended;
            synchronized (log) {
                ended = end.test(log);
            }
            if (ended) {
                gaveWay.add(log);
                logs.remove(log.room, log);
            }
        }
    }

    /** Drops what is too old. */
    void expire() {
        long now = nanos.getAsLong();
        for (MemoryLog log : logs.values()) {
            boolean over;
            synchronized (log) {
                over = log.expire(now);
            }
            if (over) {
                logs.remove(log.room, log);
            }
        }
    }
}
