package io.tideway.ws.it.contract.app;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets the rooms of the realtime endpoint remember, and no others. */
@ApplicationScoped
public class RealtimeRooms implements RoomPolicy {
    static final String PREFIX = "realtime-";

    @Override
    public RoomOptions optionsOf(String room) {
        return room.startsWith(PREFIX)
                ? RoomOptions.none()
                        .history(100, Duration.ofMinutes(5))
                        .presence()
                        .joinLeave()
                : RoomOptions.none();
    }
}
