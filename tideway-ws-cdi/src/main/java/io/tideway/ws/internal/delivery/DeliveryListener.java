package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.internal.registry.Selection;

/** Receives each publication of this node; called without a lock, by the thread that published it. */
public interface DeliveryListener {
    /** A publication has been queued on the connections of a selection, or appended to the log of its room. */
    void published(Selection selection, Publication publication, BroadcastResult result);
}
