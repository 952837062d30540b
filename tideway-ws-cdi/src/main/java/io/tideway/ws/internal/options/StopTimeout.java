package io.tideway.ws.internal.options;

import java.time.Duration;

/** Defines the one option of the whole application: how long its stop may take. */
final class StopTimeout {
    static final String NAME = "stop-timeout";

    /** Well below the ten seconds after which Docker and others kill a process. */
    static final Duration DEFAULT = Duration.ofSeconds(6);

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    private StopTimeout() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not a duration, or out of bounds
     */
    static Duration read(String text) {
        Duration value = Values.duration(NAME, text);
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(OptionMessages.badValue(NAME, text, "100ms to 1h"));
        }
        return value;
    }
}
