package io.tideway.ws.redis.internal;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps a log of rooms whose names begin with {@code log} or {@code board}, and presence of the latter. */
@ApplicationScoped
public class Logged implements RoomPolicy {
    @Override
    public RoomOptions optionsOf(String room) {
        RoomOptions log = RoomOptions.none().history(1000, Duration.ofMinutes(5));
        if (room.startsWith("board")) {
            return log.presence().joinLeave();
        }
        return room.startsWith("log") ? log : RoomOptions.none();
    }
}
