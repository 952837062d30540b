package io.tideway.ws.internal.invoke;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.spi.UpgradeCheck;

/**
 * Rejects upgrades of callers without the roles that the handler's class or its {@code onUpgrade} asks for.
 *
 * @param rules the rules of the handler
 */
record RolesCheck(AccessRules rules) implements UpgradeCheck {
    private static final UpgradeDecision FORBIDDEN = UpgradeDecision.reject(403, "forbidden");

    @Override
    public UpgradeDecision check(Handshake handshake) {
        boolean admitted = rules.onHandler().admits(handshake::isUserInRole)
                && rules.on(Callback.UPGRADE).admits(handshake::isUserInRole);
        return admitted ? UpgradeDecision.accept() : FORBIDDEN;
    }
}
