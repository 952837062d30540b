package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.spi.UpgradeCheck;
import java.util.List;

/** Rejects browsers' upgrades from origins that the endpoint does not allow, and logs how to allow them. */
final class OriginCheck implements UpgradeCheck {
    private static final UpgradeDecision NOT_ALLOWED = UpgradeDecision.reject(403, "origin not allowed");

    private final String endpoint;
    private final OriginPolicy policy;
    private final SummedLog log;

    OriginCheck(String endpoint, List<String> allowed, SummedLog log) {
        this.endpoint = endpoint;
        this.log = log;
        this.policy = new OriginPolicy(allowed);
    }

    @Override
    public UpgradeDecision check(Handshake handshake) {
        List<String> origins = handshake.headers().getOrDefault("Origin", List.of());
        String host = handshake.header("Host").orElse(null);
        if (policy.admits(origins, host, handshake.isSecure())) {
            return UpgradeDecision.accept();
        }
        String path = handshake.path();
        List<String> hosts = handshake.headers().getOrDefault("Host", List.of());
        log.log(SummedLog.Kind.ORIGIN_REFUSED, () -> UpgradeMessages.originRefused(endpoint, path, origins, hosts));
        return NOT_ALLOWED;
    }
}
