package io.tideway.ws.examples.board;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets boards remember their cards and members; who is typing is not worth remembering. */
@ApplicationScoped
public class BoardRooms implements RoomPolicy {
    private static final String TYPING = ":typing";

    private static final RoomOptions BOARD =
            RoomOptions.none().history(200, Duration.ofMinutes(5)).presence().joinLeave();

    @Override
    public RoomOptions optionsOf(String room) {
        return room.startsWith(BoardHandler.ROOMS) && !room.endsWith(TYPING) ? BOARD : RoomOptions.none();
    }
}
