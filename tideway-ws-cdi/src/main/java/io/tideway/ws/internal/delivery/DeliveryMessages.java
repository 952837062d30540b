package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;

/** Holds the log lines and error texts of rooms that remember; ids 460 to 479. */
final class DeliveryMessages {
    private static final SafeLog LOG_PUBLICATIONS = SafeLog.of(LogPublications.class);
    private static final SafeLog MISSING_READS = SafeLog.of(MissingReads.class);
    private static final SafeLog POSITIONS = SafeLog.of(Positions.class);
    private static final SafeLog ROOM_OPTIONS_LOOKUP = SafeLog.of(RoomOptionsLookup.class);

    private DeliveryMessages() {}

    /** Tells of a policy that throws, or returns null. */
    static SafeLog.Entry policyFailed(String room, Throwable cause) {
        return ROOM_OPTIONS_LOOKUP.entry(
                Level.ERROR,
                cause,
                "TIDEWAY-460 the RoomPolicy gave no options for the room %s, so the room remembers nothing: %s",
                room,
                cause);
    }

    /** Says that a room keeps no log. */
    static String noHistory(String room) {
        return "TIDEWAY-461 the room " + Text.quoted(room) + " keeps no log; return RoomOptions with history(…) for it"
                + " from a RoomPolicy bean, or set tideway.ws.rooms.history-size and tideway.ws.rooms.history-age";
    }

    /** Says that a room keeps no presence. */
    static String noPresence(String room) {
        return "TIDEWAY-462 the room " + Text.quoted(room) + " keeps no presence; return RoomOptions with presence()"
                + " for it from a RoomPolicy bean";
    }

    /** Says that a connection cannot join with a position. */
    static String cannotJoin(String room) {
        return "TIDEWAY-463 the connection cannot join " + Text.quoted(room)
                + " with a position: it is a member already, or is closing; let a member leave the room first";
    }

    /** Says that a connection has left a room before its join with a position was answered. */
    static String leftWhileJoining(String room) {
        return "TIDEWAY-465 the connection has left " + Text.quoted(room)
                + ", or is closing, before it has got what it missed";
    }

    /** Logs a publication of a log that cannot be delivered. */
    static void publicationUnreadable(String room, RoomPosition position, Throwable cause) {
        unreadable(LOG_PUBLICATIONS, room, position, cause);
    }

    /** Logs an entry of a log that cannot be returned. */
    static void entryUnreadable(String room, RoomPosition position, Throwable cause) {
        unreadable(POSITIONS, room, position, cause);
    }

    private static void unreadable(SafeLog log, String room, RoomPosition position, Throwable cause) {
        log.log(
                Level.ERROR,
                cause,
                "TIDEWAY-466 the log of the room %s has an entry at %s that cannot be read and is left out: %s",
                room,
                position,
                cause);
    }

    /** Logs publications that are lost. */
    static void publicationsMissed(String room, RoomPosition from, RoomPosition to) {
        MISSING_READS.log(
                Level.WARNING,
                null,
                "TIDEWAY-464 the members of the room %s have missed publications between %s and %s that no log has",
                room,
                from,
                to);
    }
}
