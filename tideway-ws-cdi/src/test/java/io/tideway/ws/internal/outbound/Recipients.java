package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.FakeTransport.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** Holds the queues that broadcasts go to, and a flusher whose threads run when the test says so. */
final class Recipients {
    /** How many bytes one write takes. */
    static final int BATCH = 1000;

    final Queue<Runnable> threads = new ArrayDeque<>();
    final List<FakeTransport> transports = new ArrayList<>();
    private final Flusher flusher = new Flusher(threads::add, 2);

    void broadcast(List<OutboundQueue> queues, String text) {
        broadcast(flusher, queues, text);
    }

    static void broadcast(Flusher flusher, List<OutboundQueue> queues, String text) {
        Payload payload = Payload.text(text);
        DeferredWrites writes = flusher.begin();
        queues.forEach(queue ->
                assertThat(queue.offer(payload, Admission.ALWAYS, writes)).isEqualTo(Outcome.QUEUED));
        writes.end();
    }

    void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    List<OutboundQueue> queues(int count, Mode mode) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    FakeTransport transport = new FakeTransport(mode, BATCH);
                    transports.add(transport);
                    return queue(transport);
                })
                .toList();
    }

    OutboundQueue queue(FakeTransport transport) {
        OutboundLimits limits = Queues.limits(100, 1 << 20, OverflowPolicy.CLOSE);
        return new OutboundQueue(transport, limits, new RecordingListener(), flusher, new FakeClock());
    }
}
