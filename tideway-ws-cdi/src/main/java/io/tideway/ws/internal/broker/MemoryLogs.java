package io.tideway.ws.internal.broker;

import io.tideway.ws.spi.LogRetention;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Holds the logs of all rooms, within a bound of bytes for all of them together; thread-safe.
 *
 * <p>Where they weigh more, those that were used longest ago give way: first what they hold, so that positions stand,
 * then what the newest one holds, and where that is not enough the logs themselves.
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

    /** Does something with the log of a room, under its monitor; begins a log where there is none. */
    <T> T with(String room, LogRetention retention, Function<MemoryLog, T> action) {
        while (true) {
            long now = nanos.getAsLong();
            MemoryLog log = logs.computeIfAbsent(room, name -> new MemoryLog(name, retention, now, bytes));
            synchronized (log) {
                if (log.use(retention, now)) {
                    return action.apply(log);
                }
                log.end();
            }
            logs.remove(room, log);
        }
    }

    /** Makes room after an append to a log, if the bound is passed. */
    void makeRoomFor(MemoryLog appended) {
        if (bytes.get() > mostBytes && evicting.compareAndSet(false, true)) {
            try {
                evictFor(appended);
            } finally {
                evicting.set(false);
            }
        }
    }

    private void evictFor(MemoryLog appended) {
        long target = mostBytes - mostBytes / 10; // so that the next appends need not look again
        record Use(MemoryLog log, long at) {}
        List<MemoryLog> oldestFirst = logs.values().stream()
                .filter(log -> log != appended)
                .map(log -> new Use(log, log.used()))
                .sorted(Comparator.comparingLong(Use::at))
                .map(Use::log)
                .toList();
        Set<MemoryLog> gaveWay = new HashSet<>();
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
        synchronized (appended) {
            while (bytes.get() > mostBytes && appended.removeOldest()) {
                gaveWay.add(appended);
            }
        }
        for (MemoryLog log : oldestFirst) {
            if (bytes.get() <= mostBytes) {
                break;
            }
            synchronized (log) {
                if (log.end()) {
                    gaveWay.add(log);
                }
            }
            logs.remove(log.room, log);
        }
        evicted.add(gaveWay.size());
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
