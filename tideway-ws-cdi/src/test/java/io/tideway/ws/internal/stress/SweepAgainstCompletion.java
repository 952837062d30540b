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
import io.tideway.ws.internal.outbound.Outlet;
import io.tideway.ws.internal.outbound.Payload;
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

/** Broadcasts meet a thread that sweeps, sends and completes, on three lanes; everything goes out, once and in order. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "Everything was written, in order, one write at a time.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Left behind, written twice, out of order, or two writes at once.")
@State
public class SweepAgainstCompletion {
    private static final Payload FIRST = Payload.text("1");
    private static final Payload SECOND = Payload.text("2");
    private static final Payload SENT = Payload.text("x");

    private final ConcurrentLinkedQueue<Runnable> threads = new ConcurrentLinkedQueue<>();
    private final Flusher flusher = new Flusher(threads::add, 2, 0);
    private final AtomicInteger violations = new AtomicInteger();
    private final Peer[] peers = {new Peer(), new Peer(), new PeerWithThread()};

    @Actor
    public void broadcast() {
        broadcast(FIRST);
        broadcast(SECOND);
    }

    @Actor
    public void sweepSendAndComplete() {
        runThreads();
        peers[0].lane.offer(SENT);
        for (Peer peer : peers) {
            peer.complete();
        }
        runThreads();
    }

    @Arbiter
    public void look(III_Result result) {
        boolean more = true;
        while (more) {
            runThreads();
            more = false;
            for (Peer peer : peers) {
                more |= peer.complete();
            }
            more |= !threads.isEmpty();
        }
        for (Peer peer : peers) {
            result.r1 += peer.lane.queuedMessages() + (int) peer.lane.queuedBytes();
            result.r2 += peer.wrote() ? 0 : 1;
        }
        result.r3 = violations.get();
    }

    private void broadcast(Payload payload) {
        DeferredWrites sweep = flusher.begin();
        for (Peer peer : peers) {
            peer.lane.offer(payload, Admission.ALWAYS, sweep);
        }
        sweep.end();
    }

    private void runThreads() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    /** Writes what broadcasts leave on a thread of its own. */
    private final class PeerWithThread extends Peer {
        @Override
        public boolean defer(Runnable drain) {
            return threads.add(drain);
        }
    }

    private class Peer implements Outlet, OutboundListener {
        private final OutboundQueue lane = new OutboundQueue(
                this, new OutboundLimits(10, 1000, OverflowPolicy.CLOSE), this, flusher, new FakeClock());
        private final AtomicInteger writing = new AtomicInteger();
        private final ConcurrentLinkedQueue<Payload> written = new ConcurrentLinkedQueue<>();

        boolean complete() {
            if (writing.compareAndSet(1, 0)) {
                lane.written();
                return true;
            }
            return false;
        }

        boolean wrote() {
            String all = written.stream().map(Payload::text).reduce("", String::concat);
            return this == peers[0] ? all.length() == 3 && all.replace("x", "").equals("12") : all.equals("12");
        }

        @Override
        public void write(WriteBatch burst, Completion completion) {
            for (int i = 0; i < burst.size(); i++) {
                written.add(burst.get(i));
            }
            if (writing.incrementAndGet() > 1) {
                violations.incrementAndGet();
            }
        }

        @Override
        public int burstBytes() {
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
