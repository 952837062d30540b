package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.threads.Pools;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningTimeTest {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration FREEZE = Duration.ofMinutes(10);

    private final TestNode node = new TestNode(Pools.of(Runnable::run), PERIOD);
    private final RecordingHandler handler = new RecordingHandler();
    private final EndpointOptions options = EndpointOptions.builder()
            .heartbeatInterval(Duration.ofSeconds(5))
            .heartbeatTimeout(Duration.ofSeconds(10))
            .build();

    RunningTimeTest() {
        node.watchdog.run();
    }

    private LiveConnection connect(FakeTransport transport) {
        return node.connect(transport, options, handler);
    }

    private void run(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(PERIOD)) {
            node.clock.advance(PERIOD);
            node.watchdog.run();
        }
    }

    private void freeze() {
        node.clock.advance(FREEZE);
        node.watchdog.run();
    }

    @Test
    void goesWithTheClockWhileTheNodeRuns() {
        long before = node.time.getAsLong();
        run(Duration.ofHours(1));
        assertThat(node.time.getAsLong() - before).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void countsAlmostNothingOfAPause() {
        long before = node.time.getAsLong();
        node.clock.advance(FREEZE);
        assertThat(node.time.getAsLong() - before).isEqualTo(2 * PERIOD.toNanos()); // also before the watchdog notices
        node.watchdog.run();
        assertThat(node.time.getAsLong() - before).isEqualTo(2 * PERIOD.toNanos());
    }

    @Test
    void standsStillAfterAPauseWhileWhatWaitsIsRead() {
        freeze();
        long woken = node.time.getAsLong();
        run(PERIOD.multipliedBy(4));
        assertThat(node.time.getAsLong()).isEqualTo(woken);
        run(Duration.ofSeconds(5));
        assertThat(node.time.getAsLong() - woken)
                .isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void goesOnWhereEverySweepComesLate() {
        long before = node.time.getAsLong();
        for (int i = 0; i < 1000; i++) {
            node.clock.advance(Duration.ofSeconds(1));
            node.watchdog.run();
        }
        assertThat(node.time.getAsLong() - before)
                .isGreaterThan(Duration.ofSeconds(100).toNanos());
    }

    @Test
    void aHealthyPeerOutlivesAPause() {
        LiveConnection connection = connect(new FakeTransport(INLINE));
        run(Duration.ofMillis(5_500)); // a ping is out
        freeze();
        run(Duration.ofSeconds(1)); // in which its answer is read
        connection.lifecycle().seen();
        run(Duration.ofSeconds(9));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aPeerThatIsGoneIsFoundAfterAPauseAllTheSame() {
        LiveConnection connection = connect(new FakeTransport(INLINE));
        freeze();
        run(Duration.ofSeconds(12));
        assertThat(connection.isOpen()).isFalse();
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
    }

    @Test
    void aWriteUnderWayOutlivesAPause() {
        FakeTransport busy = new FakeTransport(ON_DEMAND);
        LiveConnection connection = connect(busy);
        connection.sendText("under way");
        freeze();
        run(Duration.ofSeconds(1));
        busy.completeAll();
        run(Duration.ofSeconds(1));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aCloseUnderWayOutlivesAPause() {
        FakeTransport transport = new FakeTransport(INLINE);
        LiveConnection connection = connect(transport);
        connection.close(CloseFrame.of(4000));
        freeze();
        run(Duration.ofSeconds(1));
        assertThat(transport.aborts()).isZero();
    }
}
