package io.tideway.ws.bench.serve;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import java.time.Duration;

/** Lets each room keep its latest 900 messages. */
public class LoggedRooms implements RoomPolicy {
    private static final int KEPT = 900;

    @Override
    public RoomOptions optionsOf(String room) {
        return RoomOptions.none().history(KEPT, Duration.ofMinutes(5));
    }
}
