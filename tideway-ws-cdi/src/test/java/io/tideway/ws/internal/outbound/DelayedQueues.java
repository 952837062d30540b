package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTimer;
import io.tideway.ws.internal.fixture.FakeTransport;
import java.time.Duration;

/** Makes queues with a write delay, whose time the test advances. */
final class DelayedQueues {
    static final Duration DELAY = Duration.ofMillis(20);
    static final int BATCH = 1000;
    static final int MOST_MESSAGES = 100;
    static final int MOST_BYTES = 10_000;

    final FakeTimer timer = new FakeTimer();
    final Flusher flusher = new Flusher(Runnable::run, 1, timer);
    final RecordingListener listener = new RecordingListener();

    static FakeTransport transport() {
        return new FakeTransport(FakeTransport.Mode.INLINE, BATCH);
    }

    OutboundQueue queue(FakeTransport transport) {
        return queue(transport, flusher, DELAY);
    }

    OutboundQueue queue(FakeTransport transport, Flusher flusher, Duration delay) {
        OutboundLimits limits = new OutboundLimits(
                MOST_MESSAGES, MOST_BYTES, OverflowPolicy.CLOSE, CloseFrame.TRY_AGAIN_LATER, delay.toNanos());
        return new OutboundQueue(transport, limits, listener, flusher, new FakeClock());
    }
}
