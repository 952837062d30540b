package io.tideway.ws.redis.internal;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.util.ArrayList;
import java.util.List;

/** Reads a room from one node, and from another one once its connection ends, with the position that it has reached. */
final class ReturningClient {
    private final TestClient other;
    private final List<String> received = new ArrayList<>();
    private TestConnection connection;
    private RoomPosition position;

    /** Joins the room; returns once that has been answered. */
    ReturningClient(TestClient first, TestClient other, String room) {
        this.other = other;
        this.connection = first.connect("/rooms/" + room + "?since=");
        this.position = RoomPosition.parse(connection.nextText().split(" ")[1]);
    }

    /** Reads until a text comes, and returns all before it; tells at which it has changed to the other node. */
    List<String> readUntil(String end, String room) {
        while (true) {
            String text;
            try {
                text = connection.nextText();
            } catch (AssertionError closed) {
                connection = other.connect("/rooms/" + room + "?since=" + position);
                continue;
            }
            if (text.equals(end)) {
                return received;
            }
            if (text.startsWith("true ") || text.startsWith("false ")) {
                RoomPosition told = RoomPosition.parse(text.split(" ")[1]);
                if (!text.startsWith("true ") || !told.equals(position)) {
                    throw new AssertionError("at " + position + ", but was told " + text);
                }
            } else {
                received.add(text);
                position = new RoomPosition(position.epoch(), position.offset() + 1);
            }
        }
    }
}
