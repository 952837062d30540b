package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.spi.UpgradeCheck;

/**
 * Logs the upgrades that a check rejects; floods are summed up, since any client can cause them.
 *
 * @param endpoint the endpoint's path or template
 * @param check the check
 * @param log where to log
 */
record LoggedRefusals(String endpoint, UpgradeCheck check, SummedLog log) implements UpgradeCheck {
    @Override
    public UpgradeDecision check(Handshake handshake) throws Exception {
        UpgradeDecision decision = check.check(handshake);
        if (decision instanceof UpgradeDecision.Reject reject) {
            log(log, endpoint, handshake, reject.status(), reject.reason());
        }
        return decision;
    }

    /** Logs one refusal; what the line says is read at once, since the request is gone once the upgrade is decided. */
    static void log(SummedLog log, String endpoint, Handshake handshake, int status, String reason) {
        String path = handshake.path();
        String origin = handshake.origin().orElse("none");
        log.log(
                SummedLog.Kind.UPGRADE_REFUSED,
                () -> UpgradeMessages.upgradeRefused(endpoint, path, origin, status, reason));
    }
}
