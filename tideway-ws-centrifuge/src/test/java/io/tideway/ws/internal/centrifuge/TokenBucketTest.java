package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");
    private final TokenBucket bucket = new TokenBucket(2, () -> now);

    private void assertEmpty() {
        assertThatThrownBy(bucket::take)
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(ClientError.TOO_MANY_REQUESTS));
    }

    @Test
    void holdsAsManyTokensAsASecondBrings() {
        bucket.take();
        bucket.take();
        assertEmpty();
        now = now.plusSeconds(3600);
        bucket.take();
        bucket.take();
        assertEmpty();
    }

    @Test
    void fillsByTheTimeThatGoesBy() {
        bucket.take();
        bucket.take();
        now = now.plusMillis(499);
        assertEmpty();
        now = now.plusMillis(1);
        bucket.take();
        assertEmpty();
    }

    @Test
    void losesNothingWhereItIsAskedMoreOftenThanOnceAMillisecond() {
        TokenBucket fast = new TokenBucket(500, () -> now);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) { // 9 s
            try {
                fast.take();
                taken++;
            } catch (ClientErrorException e) {
                assertThat(e.error()).isEqualTo(ClientError.TOO_MANY_REQUESTS);
            }
            now = now.plusNanos(900_000);
        }
        assertThat(taken).isBetween(4_999, 5_000); // the first 500, and 500 in each of 9 s
    }

    @Test
    void losesNothingWhereTheClockIsSetBack() {
        now = now.minusSeconds(3600);
        bucket.take();
        bucket.take();
        assertEmpty();
    }

    @Test
    void whatHasCostMoreLeavesLess() {
        bucket.charge(1);
        bucket.take();
        assertEmpty();
    }

    @Test
    void whatHasCostMoreThanThereIsLeavesNoDebt() {
        bucket.charge(1_000_000_000_000L);
        assertEmpty();
        now = now.plusMillis(500);
        bucket.take();
    }

    @Test
    void limitsNothingWithoutARate() {
        TokenBucket unlimited = new TokenBucket(0, () -> now);
        for (int i = 0; i < 100; i++) {
            unlimited.take();
        }
    }
}
