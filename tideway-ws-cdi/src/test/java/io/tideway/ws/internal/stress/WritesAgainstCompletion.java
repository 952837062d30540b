package io.tideway.ws.internal.stress;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.OutboundLimits;
import io.tideway.ws.internal.outbound.OutboundListener;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import io.tideway.ws.internal.outbound.WriteBatch;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Broadcasts meet a thread that writes, sends and completes, on four queues; everything is sent, once and in order. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "Everything was written, in order, one write at a time.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Left behind, written twice, out of order, or two writes at once.")
@State
public class WritesAgainstCompletion {
    private static final Payload FIRST = Payload.text("1");
    private static final Payload SECOND = Payload.text("2");
    private static final Payload SENT = Payload.text("x");

    private final ConcurrentLinkedQueue<Runnable> threads = new ConcurrentLinkedQueue<>();
    private final Flusher flusher = new Flusher(threads::add, 2, 0, (delay, task) -> threads.add(task));
    private final AtomicInteger violations = new AtomicInteger();
    private final Writer[] writers = {new Writer(0), new Writer(0), new WriterWithThread(), new Writer(1)};

    @Actor
    public void broadcast() {
        broadcast(FIRST);
        broadcast(SECOND);
    }

    @Actor
    public void writeSendAndComplete() {
        runThreads();
        writers[0].queue.offer(SENT);
        for (Writer writer : writers) {
            writer.complete();
        }
        runThreads();
    }

    @Arbiter
    public void look(III_Result result) {
        boolean more = true;
        while (more) {
            runThreads();
            more = false;
            for (Writer writer : writers) {
                more |= writer.complete();
            }
            more |= !threads.isEmpty();
        }
        for (Writer writer : writers) {
            result.r1 += writer.queue.queuedMessages() + (int) writer.queue.queuedBytes();
            result.r2 += writer.wrote() ? 0 : 1;
        }
        result.r3 = violations.get();
    }

    private void broadcast(Payload payload) {
        DeferredWrites writes = flusher.begin();
        for (Writer writer : writers) {
            writer.queue.offer(payload, Admission.ALWAYS, writes);
        }
        writes.end();
    }

    private void runThreads() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    /** Writes what broadcasts leave on a thread of its own. */
    private final class WriterWithThread extends Writer {
        WriterWithThread() {
            super(0);
        }

        @Override
        public boolean defer(Runnable drain) {
            return threads.add(drain);
        }
    }

    private class Writer implements TransportWriter, OutboundListener {
        private final OutboundQueue queue;
        private final AtomicInteger writing = new AtomicInteger();
        private final ConcurrentLinkedQueue<Payload> written = new ConcurrentLinkedQueue<>();

        Writer(long writeDelay) {
            OutboundLimits limits =
                    new OutboundLimits(10, 1000, OverflowPolicy.CLOSE, CloseFrame.TRY_AGAIN_LATER, writeDelay);
            this.queue = new OutboundQueue(this, limits, this, flusher, new FakeClock());
        }

        boolean complete() {
            if (writing.compareAndSet(1, 0)) {
                queue.written();
                return true;
            }
            return false;
        }

        boolean wrote() {
            String all = written.stream().map(Payload::text).reduce("", String::concat);
            return this == writers[0]
                    ? all.length() == 3 && all.replace("x", "").equals("12")
                    : all.equals("12");
        }

        @Override
        public void write(WriteBatch batch, Completion completion) {
            for (int i = 0; i < batch.size(); i++) {
                written.add(batch.get(i));
            }
            if (writing.incrementAndGet() > 1) {
                violations.incrementAndGet();
            }
        }

        @Override
        public int batchBytes() {
            return 1000;
        }

        @Override
        public void close(CloseFrame frame) {}

        @Override
        public void sent(int count) {}

        @Override
        public void full(int messages, long bytes) {
            violations.incrementAndGet();
        }

        @Override
        public void dropped(int count) {
            violations.incrementAndGet();
        }

        @Override
        public void overflowed(CloseFrame frame) {}

        @Override
        public void lost(int count) {}

        @Override
        public void failed(Throwable cause) {
            violations.incrementAndGet();
        }
    }
}
