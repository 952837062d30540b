package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.Slots;
import io.tideway.ws.spi.UpgradeCheck;

/**
 * Takes one of the endpoint's slots, so that upgrades under way count against {@code max-connections}.
 *
 * <p>The slot stays taken only if the later checks accept the upgrade, too.
 */
final class ConnectionLimitCheck implements UpgradeCheck {
    private static final UpgradeDecision REACHED = UpgradeDecision.reject(503, "connection limit reached");

    private final Slots slots;
    private final UpgradeCheck later;

    ConnectionLimitCheck(Slots slots, UpgradeCheck later) {
        this.slots = slots;
        this.later = later;
    }

    @Override
    public UpgradeDecision check(Handshake handshake) throws Exception {
        if (!slots.take()) {
            return REACHED;
        }
        boolean accepted = false;
        try {
            UpgradeDecision decision = later.check(handshake);
            accepted = decision instanceof UpgradeDecision.Accept;
            return decision;
        } finally {
            if (!accepted) {
                slots.release();
            }
        }
    }
}
