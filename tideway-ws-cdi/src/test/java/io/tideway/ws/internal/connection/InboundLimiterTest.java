package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundLimiterTest {
    private final FakeClock clock = new FakeClock();

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 24, 24 * 365, 24 * 365 * 100})
    void aClientIsAdmittedAfterHoursOfIdleness(long hours) {
        InboundLimiter limiter = InboundLimiter.of(1_000_000, 1, clock);
        assertThat(limiter.admit()).isTrue();
        clock.advance(Duration.ofHours(hours));
        assertThat(limiter.admit()).isTrue();
    }

    @Test
    void idlenessRefillsNoMoreThanTheBurst() {
        InboundLimiter limiter = InboundLimiter.of(1_000_000, 2, clock);
        clock.advance(Duration.ofDays(365));
        assertThat(limiter.admit()).isTrue();
        assertThat(limiter.admit()).isTrue();
        assertThat(limiter.admit()).isFalse();
    }

    @Test
    void aRateOfZeroAdmitsEverything() {
        InboundLimiter limiter = InboundLimiter.of(0, 1, clock);
        for (int i = 0; i < 1000; i++) {
            assertThat(limiter.admit()).isTrue();
        }
    }
}
