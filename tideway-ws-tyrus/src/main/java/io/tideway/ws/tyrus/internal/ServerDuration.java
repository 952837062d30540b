package io.tideway.ws.tyrus.internal;

import java.time.Duration;
import java.util.Locale;

/** Names each time limit that a server is set up with, its default and its bounds; each is a configuration key, too. */
public enum ServerDuration {
    /** How long a client may take to send a request. */
    REQUEST_TIMEOUT(Duration.ofSeconds(30), Duration.ofHours(1)),
    /** How long a WebSocket frame may take to arrive. */
    FRAME_TIMEOUT(Duration.ofMinutes(2), Duration.ofDays(1));

    private static final Duration LEAST = Duration.ofMillis(100);

    private final Duration byDefault;
    private final Duration most;

    ServerDuration(Duration byDefault, Duration most) {
        this.byDefault = byDefault;
        this.most = most;
    }

    /** Returns the name of the option, as in {@code frame-timeout}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the value where none is set. */
    public Duration byDefault() {
        return byDefault;
    }

    /** Returns the lower bound. */
    public Duration least() {
        return LEAST;
    }

    /** Returns the upper bound. */
    public Duration most() {
        return most;
    }
}
