package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.RoomMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Shares what clients of one room have missed among those that come back at about the same time, so that each message
 * is decoded once for all of them.
 *
 * <p>Holds the latest messages of the log, up to a bound, and nothing once no client has asked for a while.
 * Thread-safe; decodes without a lock, so two threads at once may both decode a message.
 */
final class MissedCache {
    private static final int MOST_BYTES = 4 << 20;

    private final String room;
    private final int most;

    // Guarded by this.
    private final NavigableMap<Long, MissedMessage> known = new TreeMap<>(); // by their offset
    private String epoch = ""; // of all of them
    private long bytes;
    private boolean used; // since the last call of forget()

    /**
     * Creates it with no message.
     *
     * @param most how many messages the log keeps
     */
    MissedCache(String room, int most) {
        this.room = room;
        this.most = most;
    }

    /** Returns the messages of a page; leaves out what cannot be read. */
    List<MissedMessage> of(LogPage page) {
        Map<Long, MissedMessage> found = find(page);
        List<MissedMessage> messages = new ArrayList<>(page.entries().size());
        List<MissedMessage> decoded = new ArrayList<>();
        for (LogEntry entry : page.entries()) {
            MissedMessage message = found.get(entry.offset());
            if (message == null) {
                RoomMessage read = Positions.message(room, entry, page);
                if (read == null) {
                    continue;
                }
                message = new MissedMessage(read, entry.data().length);
                decoded.add(message);
            }
            messages.add(message);
        }
        if (!decoded.isEmpty()) {
            keep(page.position(), decoded);
        }
        return messages;
    }

    private synchronized Map<Long, MissedMessage> find(LogPage page) {
        used = true;
        return page.entries().isEmpty() || !epoch.equals(page.position().epoch())
                ? Map.of()
                : new HashMap<>(known.tailMap(page.entries().get(0).offset()));
    }

    /** Keeps messages, and gives up the oldest ones where they are beyond the log or weigh too much. */
    private synchronized void keep(RoomPosition end, List<MissedMessage> decoded) {
        if (!epoch.equals(end.epoch())) {
            clear();
            epoch = end.epoch();
        }
        for (MissedMessage message : decoded) {
            MissedMessage before = known.put(message.offset(), message);
            bytes += message.bytes() - (before == null ? 0 : before.bytes());
        }
        while (!known.isEmpty() && (bytes > MOST_BYTES || known.firstKey() <= end.offset() - most)) {
            bytes -= known.pollFirstEntry().getValue().bytes();
        }
    }

    /** Forgets what no client has asked for since the last call. */
    synchronized void forget() {
        if (!used) {
            clear();
        }
        used = false;
    }

    private void clear() {
        known.clear();
        bytes = 0;
    }
}
