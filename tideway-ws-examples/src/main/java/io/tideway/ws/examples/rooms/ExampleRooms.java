package io.tideway.ws.examples.rooms;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets boards remember their cards and members, and the chat's general room what was said last. */
@ApplicationScoped
public class ExampleRooms implements RoomPolicy {
    /** The room of the chat that everyone is in. */
    public static final String GENERAL = "general";

    /** What the names of boards begin with. */
    public static final String BOARDS = "board:";

    private static final String TYPING = ":typing"; // who is typing is not worth remembering

    private static final RoomOptions CHAT = RoomOptions.none().history(100, Duration.ofMinutes(5));
    private static final RoomOptions BOARD =
            RoomOptions.none().history(200, Duration.ofMinutes(5)).presence().joinLeave();

    @Override
    public RoomOptions optionsOf(String room) {
        if (room.equals(GENERAL)) {
            return CHAT;
        }
        return room.startsWith(BOARDS) && !room.endsWith(TYPING) ? BOARD : RoomOptions.none();
    }
}
