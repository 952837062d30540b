package io.tideway.ws.internal.delivery;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.registry.Names;
import java.util.Objects;

/** Says, as data, what is done to each connection of a selection. */
public sealed interface Action {
    /**
     * Puts the connection into a room.
     *
     * @param room the room's name
     */
    record JoinRoom(String room) implements Action {
        /** Checks the name. */
        public JoinRoom {
            Names.room(room, Names.LONGEST);
        }
    }

    /**
     * Takes the connection out of a room.
     *
     * @param room the room's name
     */
    record LeaveRoom(String room) implements Action {
        /** Checks that there is a name. */
        public LeaveRoom {
            Objects.requireNonNull(room, "room must not be null");
        }
    }

    /**
     * Closes the connection after what was queued before.
     *
     * @param frame the code and reason
     */
    record Close(CloseFrame frame) implements Action {
        /** Checks that the frame may be sent. */
        public Close {
            Message.close(frame);
        }
    }
}
