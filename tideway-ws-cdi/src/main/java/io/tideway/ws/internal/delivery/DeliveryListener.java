package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.internal.registry.Selection;

/**
 * Receives each publication that has been queued on this node; called without a lock, by the thread that published it.
 */
public interface DeliveryListener {
    /** A publication has been queued on the connections of a selection, if it has any on this node. */
    void delivered(Selection selection, Publication publication, BroadcastResult result);
}
