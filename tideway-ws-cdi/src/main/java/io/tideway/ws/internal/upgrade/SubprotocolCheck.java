package io.tideway.ws.internal.upgrade;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.spi.UpgradeCheck;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the subprotocol: what the application chose, else what the endpoint prefers of those offered (RFC 6455 §1.9).
 */
final class SubprotocolCheck implements UpgradeCheck {
    private static final UpgradeDecision NONE_IN_COMMON = UpgradeDecision.reject(400, "no common subprotocol");

    private final EndpointOptions options;
    private final String handler;
    private final SummedLog log;
    private final UpgradeCheck application;

    SubprotocolCheck(EndpointOptions options, String handler, SummedLog log, UpgradeCheck application) {
        this.options = options;
        this.handler = handler;
        this.log = log;
        this.application = application;
    }

    @Override
    public UpgradeDecision check(Handshake handshake) throws Exception {
        UpgradeDecision decision = application.check(handshake);
        return decision instanceof UpgradeDecision.Accept accept ? choose(accept, handshake.subprotocols()) : decision;
    }

    private UpgradeDecision choose(UpgradeDecision.Accept accept, List<String> offered) {
        if (accept.subprotocol().isPresent()) {
            if (offered.contains(accept.subprotocol().get())) {
                return accept;
            }
            log.log(
                    SummedLog.Kind.SUBPROTOCOL_NOT_OFFERED,
                    () -> UpgradeMessages.subprotocolNotOffered(handler, offered.size(), options.subprotocols()));
            return UpgradeChecks.INTERNAL_ERROR;
        }
        Optional<String> preferred =
                options.subprotocols().stream().filter(offered::contains).findFirst();
        return preferred.isEmpty() && options.requireSubprotocol()
                ? NONE_IN_COMMON
                : new UpgradeDecision.Accept(preferred);
    }
}
