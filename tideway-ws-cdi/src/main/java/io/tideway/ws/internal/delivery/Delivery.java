package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Flush;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Outgoing;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.Recipients;
import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Gives one message to many lanes; thread-safe. */
final class Delivery {
    private final TextEncoder encoder;
    private final Pools pools;
    private final Flusher flusher;
    private final LongAdder broadcasts = new LongAdder();

    Delivery(TextEncoder encoder, Pools pools, Flusher flusher) {
        this.encoder = encoder;
        this.pools = pools;
        this.flusher = flusher;
    }

    long total() {
        return broadcasts.sum();
    }

    BroadcastResult broadcast(Recipients recipients, Message message) {
        return broadcast(recipients, Outgoing.of(message));
    }

    private BroadcastResult broadcast(Recipients recipients, Outgoing outgoing) {
        broadcasts.increment();
        Tally tally = new Tally();
        if (outgoing instanceof Outgoing.Closing closing) {
            recipients.forEach((peer, admission) -> tally.count(peer.beginClose(closing.frame(), admission)));
        } else if (outgoing instanceof Payload payload) {
            queue(recipients, payload, tally);
        }
        return tally.result();
    }

    private void queue(Recipients recipients, Payload payload, Tally tally) {
        DeferredWrites sweep = flusher.begin();
        try {
            recipients.forEach((peer, admission) -> tally.count(peer.offer(payload, admission, sweep)));
        } finally {
            sweep.end(); // also where a condition of the application's throws: some lanes may have the message by then
        }
    }

    BroadcastResult broadcastJson(Recipients recipients, Object value) {
        return broadcast(
                recipients, Payload.text(encoder.encode(Objects.requireNonNull(value, "value must not be null"))));
    }

    CompletionStage<Void> flushed(Recipients recipients) {
        List<OutboundQueue> lanes = new ArrayList<>();
        recipients.forEach((peer, admission) -> lanes.add(peer.lane()));
        return Flush.of(lanes, pools);
    }

    /** Counts what became of one message on each lane. */
    private static final class Tally {
        private int queued;
        private int dropped;
        private int overflowed;
        private int closed;

        void count(Outcome outcome) {
            switch (outcome) {
                case QUEUED -> queued++;
                case DROPPED -> dropped++;
                case OVERFLOWED -> overflowed++;
                case CLOSED -> closed++;
                case NOT_ADMITTED -> {} // no target of this broadcast
            }
        }

        BroadcastResult result() {
            return new BroadcastResult(queued + dropped + overflowed + closed, queued, dropped, overflowed, closed);
        }
    }
}
