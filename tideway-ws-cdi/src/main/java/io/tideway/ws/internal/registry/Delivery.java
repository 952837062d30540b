package io.tideway.ws.internal.registry;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.execution.ReliableExecutor;
import io.tideway.ws.internal.lane.Admission;
import io.tideway.ws.internal.lane.Flusher;
import io.tideway.ws.internal.lane.Payload;
import io.tideway.ws.internal.lane.Sweep;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Gives one message to many lanes; thread-safe. */
final class Delivery {
    private final TextEncoder encoder;
    private final ReliableExecutor completer;
    private final Flusher flusher;
    private final LongAdder broadcasts = new LongAdder();

    Delivery(TextEncoder encoder, Executor completer, Flusher flusher) {
        this.encoder = encoder;
        this.completer = ReliableExecutor.of(completer);
        this.flusher = flusher;
    }

    long total() {
        return broadcasts.sum();
    }

    BroadcastResult broadcast(Recipients recipients, Message message) {
        broadcasts.increment();
        CloseFrame close = message instanceof Message.Close m ? m.frame() : CloseFrame.NORMAL;
        Sweep sweep = flusher.begin();
        Tally tally = new Tally(Payload.of(message), close, sweep);
        try {
            recipients.forEach(tally);
        } finally {
            sweep.end(); // also where a condition of the application's throws: some lanes may have the message by then
        }
        return tally.result();
    }

    BroadcastResult broadcastJson(Recipients recipients, Object value) {
        return broadcast(recipients, Message.text(encoder.encode(value)));
    }

    CompletionStage<Void> flushed(Recipients recipients) {
        Flush flush = new Flush(completer);
        recipients.forEach((peer, admission) -> flush.await(peer::onFlushed));
        return flush.begun();
    }

    /** Counts what became of one message on each lane. */
    private static final class Tally implements Recipients.Visitor {
        private final @Nullable Payload payload;
        private final CloseFrame close;
        private final Sweep sweep;
        private int queued;
        private int dropped;
        private int overflowed;
        private int closed;

        Tally(@Nullable Payload payload, CloseFrame close, Sweep sweep) {
            this.payload = payload;
            this.close = close;
            this.sweep = sweep;
        }

        @Override
        public void visit(Peer peer, @Nullable Admission admission) {
            if (payload == null) {
                count(peer.beginClose(close) ? SendResult.QUEUED : SendResult.CLOSED);
                return;
            }
            SendResult result = peer.offer(payload, admission, sweep);
            if (result != null) {
                count(result);
            }
        }

        private void count(SendResult result) {
            switch (result) {
                case QUEUED -> queued++;
                case DROPPED -> dropped++;
                case OVERFLOWED -> overflowed++;
                case CLOSED -> closed++;
            }
        }

        BroadcastResult result() {
            return new BroadcastResult(queued + dropped + overflowed + closed, queued, dropped, overflowed, closed);
        }
    }
}
