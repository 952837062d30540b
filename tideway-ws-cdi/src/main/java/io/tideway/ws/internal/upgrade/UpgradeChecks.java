package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.spi.UpgradeCheck;
import java.util.List;
import java.util.Objects;

/**
 * Asks the checks of one endpoint in their order, until one rejects the upgrade; a check that throws rejects it with
 * 500.
 *
 * @param path the endpoint's path or template
 * @param checks the checks; the last one that chooses a subprotocol decides it
 * @param log where checks that throw are logged
 */
public record UpgradeChecks(String path, List<Named> checks, SummedLog log) implements UpgradeCheck {
    static final UpgradeDecision INTERNAL_ERROR = UpgradeDecision.reject(500, "internal error");

    /**
     * A check and what the log calls it.
     *
     * @param name names the check at the start of a sentence
     * @param check the check
     */
    public record Named(String name, UpgradeCheck check) {}

    /** Copies the checks. */
    public UpgradeChecks {
        checks = List.copyOf(checks);
    }

    @Override
    public UpgradeDecision check(Handshake handshake) {
        UpgradeDecision decision = UpgradeDecision.accept();
        for (Named next : checks) {
            UpgradeDecision current = ask(next, handshake);
            if (!(current instanceof UpgradeDecision.Accept accept)) {
                return current;
            }
            decision = accept.subprotocol().isPresent() ? accept : decision;
        }
        return decision;
    }

    /** Logs a check that threw; what the line says is read at once, as for {@link LoggedRefusals}. */
    static void failed(SummedLog log, String check, Handshake handshake, Throwable cause) {
        String path = handshake.path();
        log.log(SummedLog.Kind.UPGRADE_FAILED, () -> UpgradeMessages.upgradeFailed(check, path, cause));
    }

    private UpgradeDecision ask(Named next, Handshake handshake) {
        try {
            UpgradeCheck check = next.check();
            return check.appliesTo(path)
                    ? Objects.requireNonNull(check.check(handshake), "the decision must not be null")
                    : UpgradeDecision.accept();
        } catch (Throwable e) {
            failed(log, next.name(), handshake, e);
            return INTERNAL_ERROR;
        }
    }
}
