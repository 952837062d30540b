package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.RoomPublication;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.RoomMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares positions of one room, and reads pages of its log. */
final class Positions {
    private Positions() {}

    static boolean isNext(RoomPosition last, RoomPosition position) {
        return last.epoch().equals(position.epoch()) && position.offset() == last.offset() + 1;
    }

    /** Tells whether what is at a position is included in another position. */
    static boolean includes(RoomPosition last, RoomPosition position) {
        return last.epoch().equals(position.epoch()) && position.offset() <= last.offset();
    }

    /** Tells whether a page has everything between a position and the end of the log. */
    static boolean isComplete(RoomPosition from, LogPage page) {
        RoomPosition end = page.position();
        if (!includes(end, from)) {
            return false;
        }
        List<LogEntry> entries = page.entries();
        return entries.isEmpty()
                ? from.offset() == end.offset()
                : entries.get(0).offset() == from.offset() + 1
                        && entries.get(entries.size() - 1).offset() == end.offset();
    }

    static RoomPosition of(LogEntry entry, LogPage page) {
        return new RoomPosition(page.position().epoch(), entry.offset());
    }

    /**
     * Returns the first entries of a page with what protocols tell of them, as many as fit; leaves out what cannot be
     * read, and does not decode the rest.
     *
     * @param mostBytes how many bytes they may have together; the first is returned in any case
     */
    static List<RoomMessage> messages(String room, LogPage page, int mostBytes) {
        List<RoomMessage> messages = new ArrayList<>();
        long bytes = 0;
        for (LogEntry entry : page.entries()) {
            bytes += entry.data().length;
            if (bytes > mostBytes && !messages.isEmpty()) {
                break;
            }
            RoomMessage message = message(room, entry, page);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** Decodes an entry of a page; null if it cannot be read. */
    static @Nullable RoomMessage message(String room, LogEntry entry, LogPage page) {
        RoomPosition position = of(entry, page);
        try {
            MessageBytes.Kept kept = MessageBytes.read(ByteBuffer.wrap(entry.data()));
            return new RoomMessage(room, kept.message(), position, kept.sender());
        } catch (IllegalArgumentException e) {
            DeliveryMessages.entryUnreadable(room, position, e);
            return null;
        }
    }

    static List<RoomPublication> publications(List<RoomMessage> messages) {
        return messages.stream()
                .map(message -> new RoomPublication(message.position(), message.message()))
                .toList();
    }
}
