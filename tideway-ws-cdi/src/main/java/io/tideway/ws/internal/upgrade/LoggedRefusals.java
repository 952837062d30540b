package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.spi.UpgradeCheck;

/**
 * Logs each upgrade that a check rejects.
 *
 * @param endpoint the endpoint's path or template
 * @param check the check
 */
record LoggedRefusals(String endpoint, UpgradeCheck check) implements UpgradeCheck {
    @Override
    public UpgradeDecision check(Handshake handshake) throws Exception {
        UpgradeDecision decision = check.check(handshake);
        if (decision instanceof UpgradeDecision.Reject reject) {
            UpgradeMessages.upgradeRefused(endpoint, handshake, reject.status(), reject.reason());
        }
        return decision;
    }
}
