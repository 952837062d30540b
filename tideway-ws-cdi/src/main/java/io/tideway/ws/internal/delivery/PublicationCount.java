package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.internal.registry.Selection;
import java.util.concurrent.atomic.LongAdder;

/** Counts the publications that began on this node; thread-safe. */
final class PublicationCount implements DeliveryListener {
    private final LongAdder published = new LongAdder();

    @Override
    public void published(Selection selection, Publication publication, BroadcastResult result) {
        published.increment();
    }

    long sum() {
        return published.sum();
    }
}
