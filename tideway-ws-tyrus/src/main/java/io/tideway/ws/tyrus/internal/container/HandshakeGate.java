package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeRequest;

/** Decides on well-formed handshakes before Tyrus sees them. Called by many threads at once. */
public interface HandshakeGate {

    /**
     * Decides on a handshake.
     *
     * @param request the handshake
     * @return the decision; may take its time, on a worker thread
     */
    Verdict admit(UpgradeRequest request);

    /**
     * Takes back the ticket of a handshake that became no connection after all.
     *
     * @param ticket the ticket
     */
    void revoke(String ticket);
}
