package io.tideway.ws.internal.registry;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.lane.Admission;
import io.tideway.ws.internal.lane.Payload;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Gives one message to many lanes; thread-safe. */
final class Delivery {
    private final TextEncoder encoder;
    private final Executor completer;
    private final LongAdder broadcasts = new LongAdder();

    Delivery(TextEncoder encoder, Executor completer) {
        this.encoder = encoder;
        this.completer = completer;
    }

    long total() {
        return broadcasts.sum();
    }

    BroadcastResult broadcast(Recipients recipients, Message message) {
        broadcasts.increment();
        Tally tally;
        if (message instanceof Message.Close close) {
            tally = new Tally(null, close.frame());
        } else {
            tally = new Tally(Payload.of(message), CloseFrame.NORMAL);
        }
        recipients.forEach(tally);
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
        private int queued;
        private int dropped;
        private int overflowed;
        private int closed;

        Tally(@Nullable Payload payload, CloseFrame close) {
            this.payload = payload;
            this.close = close;
        }

        @Override
        public void visit(Peer peer, @Nullable Admission admission) {
            if (payload == null) {
                count(peer.beginClose(close) ? SendResult.QUEUED : SendResult.CLOSED);
                return;
            }
            SendResult result = peer.offer(payload, admission);
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
