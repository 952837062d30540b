package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.messages.Text;

/** Holds the log lines and error texts of rooms and users; ids 440 to 459. */
final class RegistryMessages {
    private RegistryMessages() {}

    /** Says what a room may be called. */
    static String badRoomName(String name, int longest) {
        return "TIDEWAY-441 a room name must be 1 to " + longest + " printable characters, but was "
                + Text.quoted(name);
    }

    /** Says what a user id may be. */
    static String badUserId(String id, int longest) {
        return "TIDEWAY-442 a user id must be 1 to " + longest + " printable characters, but was " + Text.quoted(id);
    }

    /** Says that a connection is in as many rooms as its endpoint allows. */
    static String tooManyRooms(String room, int limit) {
        return "TIDEWAY-443 the connection cannot join " + Text.quoted(room) + ": it is in " + limit
                + " rooms already, the limit max-rooms of its endpoint";
    }
}
