package io.tideway.ws.it.contract.app;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.spi.UpgradeCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Records what a check of upgrades finds of the application and the server. */
@ApplicationScoped
public class ContextCheck implements UpgradeCheck {
    @Inject
    Journal journal;

    @Override
    public boolean appliesTo(String path) {
        if (!path.startsWith("/context/")) {
            return false;
        }
        journal.note(path, "appliesTo " + ContextRecordingHandler.found());
        return true;
    }

    @Override
    public UpgradeDecision check(Handshake handshake) {
        journal.note(Journal.tag(handshake), "check " + ContextRecordingHandler.found());
        return UpgradeDecision.accept();
    }
}
