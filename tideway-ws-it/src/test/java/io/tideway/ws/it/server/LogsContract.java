package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.contract.Site;
import io.tideway.ws.it.contract.app.Echo;
import io.tideway.ws.it.peer.RawPeer;
import org.junit.jupiter.api.Test;

/** Holds every server to showing Tideway's lines in its own log, which get there through {@link System.Logger}. */
abstract class LogsContract {
    private final Site site;
    private final Server server;

    LogsContract(Site site, Server server) {
        this.site = site;
        this.server = server;
    }

    @Test
    void theServersLogTellsOfTheEndpoints() {
        assertThat(server.log().text()).contains("TIDEWAY-409 " + Echo.class.getName() + " handles /echo");
    }

    @Test
    void aRefusedUpgradeIsOneLineOfTheServersLogAtItsLevel() throws Exception {
        String tag = site.tag();
        RawPeer peer = site.handshake("/gate/" + tag + "/b?status=429");
        assertThat(peer.answer().status()).isEqualTo(429);
        site.eventually(() -> assertThat(server.log().text().lines().filter(line -> line.contains(tag)))
                .singleElement()
                .asString()
                .contains("INFO", "TIDEWAY-201", "because of 429"));
    }
}
