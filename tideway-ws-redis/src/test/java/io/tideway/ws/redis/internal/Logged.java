package io.tideway.ws.redis.internal;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps a log and presence of rooms whose names begin with {@code board}. */
@ApplicationScoped
public class Logged implements RoomPolicy {
    @Override
    public RoomOptions optionsOf(String room) {
        return room.startsWith("board")
                ? RoomOptions.none()
                        .history(1000, Duration.ofMinutes(5))
                        .presence()
                        .joinLeave()
                : RoomOptions.none();
    }
}
