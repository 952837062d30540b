package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.RoomPublication;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import java.nio.ByteBuffer;
import java.util.List;

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

    static List<RoomPublication> publications(LogPage page) {
        return page.entries().stream()
                .map(entry -> new RoomPublication(of(entry, page), MessageBytes.message(ByteBuffer.wrap(entry.data()))))
                .toList();
    }
}
