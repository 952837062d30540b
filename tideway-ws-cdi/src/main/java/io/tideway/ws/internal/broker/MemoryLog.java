package io.tideway.ws.internal.broker;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.HistoryQuery.Direction;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the log of one room: the latest publications, numbered without gaps.
 *
 * <p>Guarded by its monitor, except the time of its last use. What it weighs is counted in a sum of all logs.
 */
final class MemoryLog {
    private static final int BYTES_PER_ENTRY = 64;
    private static final int BYTES_PER_LOG = 300;

    final String room;

    private final AtomicLong allBytes;
    private final Deque<Stored> entries = new ArrayDeque<>(2);
    private final String epoch = Epoch.next();
    private final long ownBytes;
    private LogRetention retention;
    private long offset;
    private long entryBytes;
    private boolean gone;

    private volatile long used; // by the monotonic clock

    private record Stored(LogEntry entry, long at) {
        int bytes() {
            return entry.data().length + BYTES_PER_ENTRY;
        }
    }

    MemoryLog(String room, LogRetention retention, long now, AtomicLong allBytes) {
        this.room = room;
        this.retention = retention;
        this.used = now;
        this.allBytes = allBytes;
        this.ownBytes = BYTES_PER_LOG + 2L * room.length();
        allBytes.addAndGet(ownBytes);
    }

    /** Returns when the log was used last. */
    long used() {
        return used;
    }

    /** Uses the log; false if it has vanished, so that another takes its place. */
    boolean use(LogRetention now, long at) {
        if (gone || hasVanished(at)) {
            return false;
        }
        retention = now;
        used = at;
        trim(at);
        return true;
    }

    private boolean hasVanished(long at) {
        return at - used >= retention.age().toNanos();
    }

    RoomPosition append(byte[] data, long at) {
        offset++;
        add(new Stored(new LogEntry(offset, data), at));
        trim(at);
        return position();
    }

    private void add(Stored stored) {
        entries.add(stored);
        entryBytes += stored.bytes();
        allBytes.addAndGet(stored.bytes());
    }

    RoomPosition position() {
        return new RoomPosition(epoch, offset);
    }

    LogPage read(HistoryQuery query) {
        RoomPosition from = query.from();
        boolean anywhere = from.equals(RoomPosition.NONE);
        List<LogEntry> found = new ArrayList<>();
        if (anywhere || from.epoch().equals(epoch)) {
            boolean forwards = query.direction() == Direction.FORWARDS;
            Iterator<Stored> all = forwards ? entries.iterator() : entries.descendingIterator();
            while (found.size() < query.limit() && all.hasNext()) {
                LogEntry entry = all.next().entry();
                if (anywhere || (forwards ? entry.offset() > from.offset() : entry.offset() < from.offset())) {
                    found.add(entry);
                }
            }
        }
        return new LogPage(position(), found);
    }

    private void trim(long at) {
        long age = retention.age().toNanos();
        for (Stored oldest = entries.peekFirst();
                oldest != null && (entries.size() > retention.size() || at - oldest.at() >= age);
                oldest = entries.peekFirst()) {
            removeOldest();
        }
    }

    /** Gives up the oldest publication; false if there is none. The position stays. */
    boolean removeOldest() {
        Stored removed = entries.pollFirst();
        if (removed == null) {
            return false;
        }
        entryBytes -= removed.bytes();
        allBytes.addAndGet(-removed.bytes());
        return true;
    }

    /** Gives up every publication; false if there was none. The position stays. */
    boolean clear() {
        boolean any = !entries.isEmpty();
        entries.clear();
        allBytes.addAndGet(-entryBytes);
        entryBytes = 0;
        return any;
    }

    /** Trims the log, and ends it if it has vanished by now; true then. */
    boolean expire(long at) {
        if (!hasVanished(at)) {
            trim(at);
            return false;
        }
        end();
        return true;
    }

    /** Ends the log if it has never held anything; false otherwise, or if it had ended before. */
    boolean endUnlessUsed() {
        return offset == 0 && end();
    }

    /** Ends the log: a later one of the room has another epoch. False if it had ended before. */
    boolean end() {
        if (gone) {
            return false;
        }
        gone = true;
        clear();
        allBytes.addAndGet(-ownBytes);
        return true;
    }
}
