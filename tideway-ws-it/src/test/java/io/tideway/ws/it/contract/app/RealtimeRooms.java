package io.tideway.ws.it.contract.app;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Lets the rooms of the realtime endpoint remember, and those with a log of the context endpoints. */
@ApplicationScoped
public class RealtimeRooms implements RoomPolicy {
    static final String PREFIX = "realtime-";

    @Inject
    Journal journal;

    @Override
    public RoomOptions optionsOf(String room) {
        if (room.startsWith(ContextRecordingHandler.ROOM_WITH_LOG)) {
            journal.note("room policy", "optionsOf " + ContextRecordingHandler.found());
            return RoomOptions.none().history(1, Duration.ofSeconds(1));
        }
        return room.startsWith(PREFIX)
                ? RoomOptions.none()
                        .history(100, Duration.ofMinutes(5))
                        .presence()
                        .joinLeave()
                : RoomOptions.none();
    }
}
