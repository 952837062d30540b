package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Shows how soon there is an attempt after the return of a server, which may answer just after an attempt has begun.
 */
class BackoffTest {
    private static final Duration MOST = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong();
    private final Backoff backoff = new Backoff(nanos::get);

    @Test
    void theFirstPauseIsShort() {
        assertThat(backoff.next()).isBetween(Duration.ofMillis(50), Duration.ofMillis(63));
    }

    @Test
    void noPauseIsLongerThanTwoSeconds() {
        assertThat(Stream.generate(backoff::next).limit(1000)).allMatch(pause -> pause.compareTo(MOST) <= 0);
    }

    @Test
    void aLongAttemptIsFollowedByAShortPause() {
        Duration attempt = Duration.ofSeconds(4);
        assertThat(Stream.generate(() -> backoff.nextAfter(attempt)).limit(1000))
                .allMatch(pause -> pause.equals(Duration.ofMillis(50)));
    }

    @Test
    void whatHasNotBeenAskedForAWhileStartsOver() {
        askTenTimes();
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(backoff.next()).isBetween(Duration.ofMillis(50), Duration.ofMillis(63));
    }

    private void askTenTimes() {
        Stream.generate(backoff::next).limit(10).forEach(pause -> {});
    }

    @Test
    void aShortAttemptCountsAsAPartOfThePause() {
        askTenTimes();

        assertThat(backoff.nextAfter(Duration.ofSeconds(1))).isBetween(Duration.ofMillis(600), Duration.ofSeconds(1));
    }
}
