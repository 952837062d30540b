package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.Message;
import io.tideway.ws.internal.registry.Selection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Broadcasts to a selection once the current transaction has committed. */
final class AfterCommit implements Broadcaster {
    private final Delivery delivery;
    private final TextEncoder encoder;
    private final Selection selection;

    AfterCommit(Delivery delivery, TextEncoder encoder, Selection selection) {
        this.delivery = delivery;
        this.encoder = encoder;
        this.selection = selection;
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return delivery.publishAfterCommit(
                selection, Publication.of(message, selection.data().destination()));
    }

    /** Serialises the value now: it may be an entity, which shows something else after the transaction. */
    @Override
    public BroadcastResult broadcastJson(Object value) {
        return broadcastText(encoder.encode(Objects.requireNonNull(value, "value must not be null")));
    }

    @Override
    public CompletionStage<Void> flushed() {
        return delivery.flushed(selection);
    }
}
