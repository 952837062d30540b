package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the manager on a scheduler's thread on every server: its own scheduler, where it has one. */
abstract class SchedulersContract {
    private final ContractClient application;

    SchedulersContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void broadcastsOfAScheduledTaskArriveInOrder() {
        TestConnection client = application.connect("/scheduled/" + UUID.randomUUID());
        String scheduler = application.has(Deviation.LACKS_MANAGED_EXECUTORS) ? "its own" : "the server's";
        assertThat(client.nextTexts(3)).containsExactly("1 by " + scheduler, "2 by " + scheduler, "3 by " + scheduler);
    }
}
