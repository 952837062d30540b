package io.tideway.ws.it.contract.app;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.spi.UpgradeCheck;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Accepts, rejects or fails upgrades of one endpoint, as the query says by {@code check}. */
@Priority(100)
@ApplicationScoped
public class QueryDecisionCheck implements UpgradeCheck {
    @Inject
    Journal journal;

    @Override
    public boolean appliesTo(String path) {
        return path.startsWith("/upgrade-decision/");
    }

    @Override
    public UpgradeDecision check(Handshake handshake) {
        String answer = handshake.queryParam("check").orElse("");
        if (answer.isEmpty()) {
            return UpgradeDecision.accept();
        }
        journal.note(Journal.tag(handshake), "check");
        if (answer.equals("throw")) {
            throw new IllegalStateException("as asked for");
        }
        handshake.setMetadata("note", "checked");
        return answer.equals("accept")
                ? UpgradeDecision.accept()
                : UpgradeDecision.reject(Integer.parseInt(answer), "checked").withHeader("WWW-Authenticate", "Bearer");
    }
}
