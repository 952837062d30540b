package io.tideway.ws.examples.chat;

import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.examples.rooms.ExampleRooms;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * Tells a client where the log of the general room ends, as in
 * {@code {"type":"position","room":"general","position":"k3:7","recovered":true}}.
 */
final class PositionMessage {
    private PositionMessage() {}

    /** Reads a position that a client gave; one that cannot be read is in no log. */
    static RoomPosition read(String since) {
        try {
            return RoomPosition.parse(since);
        } catch (IllegalArgumentException unreadable) {
            return RoomPosition.NONE;
        }
    }

    /** Tells a position; a client that gave one also learns whether it has got everything since then. */
    static Message of(String since, Recovery recovery) {
        return text(since, recovery.position(), recovery.isRecovered());
    }

    /** Tells a client that it has got nothing from the log, and no position; it keeps the one that it has. */
    static Message unknown(String since) {
        return text(since, RoomPosition.NONE, false);
    }

    private static Message text(String since, RoomPosition position, boolean recovered) {
        JsonObjectBuilder told = Json.createObjectBuilder()
                .add("type", "position")
                .add("room", ExampleRooms.GENERAL)
                .add("position", position.toString());
        if (!since.isEmpty()) {
            told.add("recovered", recovered);
        }
        return Message.text(told.build().toString());
    }
}
