package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.peer.Peer;
import org.junit.jupiter.api.Test;

/** Holds every server with enterprise beans to the manager that is injected into one with a timer. */
public abstract class TimersContract {
    private final Site site;

    protected TimersContract(Site site) {
        this.site = site;
    }

    @Test
    void whatATimerOfAnEnterpriseBeanBroadcastsArrives() {
        Peer peer = site.connect("/rooms-and-users/sleeper");
        assertThat(peer.nextText()).isEqualTo("Welcome!");
        assertThat(peer.ask("join alarm")).isEqualTo("ok true");
        assertThat(peer.nextText()).isEqualTo("wake up");
    }
}
