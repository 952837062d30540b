package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Gives all rooms a presence, and those whose names begin with "log:" a history of a thousand messages. */
@ApplicationScoped
public class RoomsWithPresence implements RoomPolicy {
    @Override
    public RoomOptions optionsOf(String name) {
        RoomOptions options = RoomOptions.none().presence();
        return name.startsWith("log:") ? options.history(1000, Duration.ofMinutes(5)) : options;
    }
}
