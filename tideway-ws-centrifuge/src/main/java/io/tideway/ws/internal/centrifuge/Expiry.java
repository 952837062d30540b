package io.tideway.ws.internal.centrifuge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells clients how long something is valid, and computes until when they may renew it. */
final class Expiry {
    /** How long a client may take to renew what has expired. */
    static final Duration GRACE = Duration.ofSeconds(25);

    private Expiry() {}

    /** Writes in how many seconds it expires; nothing if it never does. */
    static void write(FieldWriter fields, Optional<Instant> expiry, InstantSource clock) {
        expiry.ifPresent(instant -> {
            long seconds =
                    Math.max(1, Duration.between(clock.instant(), instant).toSeconds());
            fields.ifTrue("expires", true).number("ttl", seconds);
        });
    }

    /** Returns when it ends; {@link Instant#MAX} for never. */
    static Instant end(Instant expiry) {
        return expiry.isAfter(Instant.MAX.minus(GRACE)) ? Instant.MAX : expiry.plus(GRACE);
    }
}
