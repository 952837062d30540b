package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import java.util.Arrays;
import java.util.List;

/** Makes queues that have no thread besides the test's own, and fills them. */
final class Queues {
    private Queues() {}

    static OutboundQueue open(
            TransportWriter writer, OutboundListener listener, int messages, long bytes, OverflowPolicy policy) {
        return open(writer, listener, messages, bytes, policy, new FakeClock());
    }

    static OutboundQueue open(
            TransportWriter writer,
            OutboundListener listener,
            int messages,
            long bytes,
            OverflowPolicy policy,
            FakeClock clock) {
        return new OutboundQueue(
                writer, limits(messages, bytes, policy), listener, new Flusher(Runnable::run, 1), clock);
    }

    static OutboundLimits limits(int messages, long bytes, OverflowPolicy policy) {
        return new OutboundLimits(
                messages, bytes, policy, CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full"));
    }

    static List<SendResult> offer(OutboundQueue queue, String... texts) {
        return Arrays.stream(texts).map(text -> queue.offer(Payload.text(text))).toList();
    }
}
