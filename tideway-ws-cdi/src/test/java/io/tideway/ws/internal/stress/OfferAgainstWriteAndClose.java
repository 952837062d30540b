package io.tideway.ws.internal.stress;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.OutboundLimits;
import io.tideway.ws.internal.outbound.OutboundListener;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import io.tideway.ws.internal.outbound.WriteBatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A producer meets a thread that completes writes, produces too and closes, on a queue that holds two messages. */
@JCStressTest
@Outcome(
        id = "0, 0, 0",
        expect = Expect.ACCEPTABLE,
        desc = "Each accepted message was written or lost, within the bounds.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost silently, written twice, two writes at once, or out of bounds.")
@State
public class OfferAgainstWriteAndClose implements TransportWriter, OutboundListener {
    private static final Payload PAYLOAD = Payload.text("12345");

    private final OutboundQueue queue = new OutboundQueue(
            this,
            new OutboundLimits(
                    2, 10, OverflowPolicy.DROP_NEWEST, CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full")),
            this,
            new Flusher(Runnable::run, 1),
            new FakeClock());
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger violations = new AtomicInteger();

    @Actor
    public void produce() {
        offer();
        offer();
        offer();
    }

    @Actor
    public void completeProduceAndClose() {
        completeOne();
        offer();
        completeOne();
        queue.close(CloseFrame.NORMAL);
    }

    @Arbiter
    public void look(III_Result result) {
        while (completeOne()) {
            // What is still in flight is written now.
        }
        int waiting = queue.queuedMessages();
        queue.abandon();
        result.r1 = accepted.get() - written.get() - lost.get();
        result.r2 = violations.get();
        result.r3 = waiting + queue.queuedMessages() + (int) queue.queuedBytes();
    }

    @Override
    public void write(WriteBatch batch, Completion completion) {
        if (writing.incrementAndGet() > 1) {
            violations.incrementAndGet();
        }
    }

    @Override
    public void close(CloseFrame frame) {
        if (writing.get() > 0) {
            violations.incrementAndGet();
        }
    }

    @Override
    public void sent(int count) {
        written.addAndGet(count);
    }

    @Override
    public void lost(int count) {
        lost.addAndGet(count);
    }

    @Override
    public void full(int messages, long bytes) {
        if (messages > 2 || bytes > 10 || bytes < 0) {
            violations.incrementAndGet();
        }
    }

    @Override
    public void dropped(int count) {}

    @Override
    public void overflowed(CloseFrame frame) {}

    @Override
    public void failed(Throwable cause) {
        violations.incrementAndGet();
    }

    private void offer() {
        if (queue.offer(PAYLOAD) == SendResult.QUEUED) {
            accepted.incrementAndGet();
        }
        long bytes = queue.queuedBytes();
        if (bytes < 0 || bytes > 10 || queue.queuedMessages() > 2) {
            violations.incrementAndGet();
        }
    }

    private boolean completeOne() {
        int now = writing.get();
        if (now > 0 && writing.compareAndSet(now, now - 1)) {
            queue.written();
            return true;
        }
        return false;
    }
}
