package io.tideway.ws.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * Says how much of a room's log is kept.
 *
 * @param size the latest publications, at least 1
 * @param age how old a publication may be, and how long the log outlives the last call that concerned it
 */
public record LogRetention(int size, Duration age) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the size is less than 1, or the age not positive
     * @throws NullPointerException if the age is null
     */
    public LogRetention {
        Objects.requireNonNull(age, "age must not be null");
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but was " + size);
        }
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("age must be positive, but was " + age);
        }
    }
}
