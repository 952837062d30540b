package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.connection.Lifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Passes on to one connection what only the reader of its frames sees: parts of a frame, of which the container says
 * nothing until it is complete.
 *
 * <p>Does nothing before the connection is open. Thread-safe.
 */
public final class PeerActivity {
    private volatile @Nullable Lifecycle lifecycle;

    /** Creates the signs of a connection that is not open yet. */
    public PeerActivity() {}

    /** Tells the connection that its peer is alive. */
    public void seen() {
        Lifecycle lead = lifecycle;
        if (lead != null) {
            lead.seen();
        }
    }

    public void attach(Lifecycle lead) {
        lifecycle = lead;
    }
}
