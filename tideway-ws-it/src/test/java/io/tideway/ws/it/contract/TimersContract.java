package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import org.junit.jupiter.api.Test;

/** Tests a manager injected into an enterprise bean with a timer. */
public abstract class TimersContract {
    private final ContractClient application;

    protected TimersContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void aBroadcastOfAnEjbTimerArrives() {
        TestConnection client = application.connect("/rooms-and-users/ann");
        assertThat(client.nextText()).isEqualTo("Welcome!");
        assertThat(client.ask("join timer")).isEqualTo("ok true");
        assertThat(client.nextText()).isEqualTo("timeout");
    }
}
