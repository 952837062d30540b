package io.tideway.ws.internal.delivery;

import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.RoomMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what clients of one room have missed, once for all that come back at about the same time.
 *
 * <p>What no client has asked for lately is forgotten. Thread-safe.
 */
final class MissedMessages {
    private static final int MOST_BYTES = 1 << 20;

    private final String room;

    // Guarded by this.
    private final Map<Long, MissedMessage> known = new HashMap<>(); // by their offset
    private String epoch = ""; // of all of them
    private long bytes;
    private boolean used; // since the last call of forget()

    MissedMessages(String room) {
        this.room = room;
    }

    /** Returns the messages of a page; leaves out what cannot be read. */
    synchronized List<MissedMessage> of(LogPage page) {
        if (!epoch.equals(page.position().epoch())) {
            clear();
            epoch = page.position().epoch();
        }
        used = true;
        List<MissedMessage> messages = new ArrayList<>(page.entries().size());
        for (LogEntry entry : page.entries()) {
            MissedMessage message = known.get(entry.offset());
            if (message == null) {
                message = read(entry, page);
            }
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    private @Nullable MissedMessage read(LogEntry entry, LogPage page) {
        RoomMessage decoded = Positions.message(room, entry, page);
        if (decoded == null) {
            return null;
        }
        MissedMessage message = new MissedMessage(decoded);
        if (bytes + entry.data().length <= MOST_BYTES) {
            bytes += entry.data().length;
            known.put(entry.offset(), message);
        }
        return message;
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
