package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Lets rooms remember twenty messages if their names begin with "log:", three with "short-log:", and those of one
 * second with "brief-log:".
 */
@ApplicationScoped
public class RememberingRooms implements RoomPolicy {
    @Override
    public RoomOptions optionsOf(String room) {
        if (room.startsWith("log:")) {
            return remembering(20);
        }
        if (room.startsWith("brief-log:")) {
            return RoomOptions.none().history(20, Duration.ofSeconds(1));
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
