package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets rooms remember twenty messages if their names begin with "log:", and three with "short-log:". */
@ApplicationScoped
public class RememberingRooms implements RoomPolicy {
    @Override
    public RoomOptions optionsOf(String room) {
        if (room.startsWith("log:")) {
            return remembering(20);
        }
        return room.startsWith("short-log:") ? remembering(3) : RoomOptions.none();
    }

    private static RoomOptions remembering(int messages) {
        return RoomOptions.none()
                .history(messages, Duration.ofMinutes(5))
                .presence()
                .joinLeave();
    }
}
