package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.options.ModuleOptions;
import java.time.Duration;

/**
 * Holds what rooms remember without a policy, and how many bytes all logs may have.
 *
 * @param options the options of every room
 * @param logBytes the bound of all logs of this node together
 */
record RoomDefaults(RoomOptions options, long logBytes) {
    private static final int DEFAULT_LOG_BYTES = 64 * 1024 * 1024;

    static RoomDefaults read(ModuleOptions settings) {
        int size =
                settings.number("history-size", 0, RoomOptions.MAX_HISTORY_SIZE).orElse(0);
        Duration age = settings.duration("history-age", Duration.ofSeconds(1), Duration.ofDays(365))
                .orElse(Duration.ofMinutes(5));
        int bytes = settings.number("log-bytes", 65_536, Integer.MAX_VALUE).orElse(DEFAULT_LOG_BYTES);
        return new RoomDefaults(size > 0 ? RoomOptions.none().history(size, age) : RoomOptions.none(), bytes);
    }

    boolean remember() {
        return options.hasHistory();
    }
}
