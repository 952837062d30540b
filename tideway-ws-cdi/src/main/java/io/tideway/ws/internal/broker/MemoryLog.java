package io.tideway.ws.internal.broker;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.HistoryQuery.Direction;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.broker.LogEntries.Stored;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the log of one room: the latest publications, numbered without gaps.
 *
 * <p>Guarded by its monitor, except the time of its last use. What it weighs is counted in a sum of all logs.
 */
final class MemoryLog {
    private static final int BYTES_PER_LOG = 300;

    final String room;

    private final AtomicLong allBytes;
    private final LogEntries entries = new LogEntries();
    private final String epoch = Epoch.next();
    private final long ownBytes;
    private LogRetention retention;
    private long offset;
    private long entryBytes;
    private boolean gone;

    private volatile long used; // by the monotonic clock

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
            int step = forwards ? 1 : -1;
            int first = forwards
                    ? firstAfter(anywhere ? 0 : from.offset())
                    : lastBefore(anywhere ? offset + 1 : from.offset());
            for (int i = first; i >= 0 && i < entries.size() && found.size() < query.limit(); i += step) {
                found.add(entries.get(i).entry());
            }
        }
        return new LogPage(position(), found);
    }

    /** Returns the index of the first entry after an offset; how many there are if there is none. */
    private int firstAfter(long after) {
        return (int) Math.min(Math.max(after - oldest() + 1, 0), entries.size());
    }

    /** Returns the index of the last entry before an offset; -1 if there is none. */
    private int lastBefore(long before) {
        return (int) Math.max(Math.min(before - oldest() - 1, entries.size() - 1), -1);
    }

    /** Returns the offset of the oldest entry, or of the next one if there is none. */
    private long oldest() {
        return offset - entries.size() + 1;
    }

    private void trim(long at) {
        long age = retention.age().toNanos();
        while (entries.size() > retention.size()
                || (entries.size() > 0 && at - entries.get(0).at() >= age)) {
            removeOldest();
        }
    }

    /** Gives up the oldest publication; false if there is none. The position stays. */
    boolean removeOldest() {
        if (entries.size() == 0) {
            return false;
        }
        Stored removed = entries.removeOldest();
        entryBytes -= removed.bytes();
        allBytes.addAndGet(-removed.bytes());
        return true;
    }

    /** Gives up every publication; false if there was none. The position stays. */
    boolean clear() {
        boolean any = entries.size() > 0;
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
