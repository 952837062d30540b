package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Tests on every server with servlets that an upgrade which a servlet forwards never gets around the gate: it fails, or
 * its session is closed before the handler is called.
 */
public abstract class ForwardContract {
    private final ContractClient application;
    private final String tag;

    protected ForwardContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    private void assertRefused(RawClient client) throws IOException {
        int status = client.answer().status();
        if (status == 101) {
            assertThat(client.answerClose().closeCode()).isEqualTo(1008);
        } else {
            assertThat(status).isGreaterThanOrEqualTo(400);
        }
        assertThat(application.ask("open " + tag)).isEmpty();
    }

    @Test
    void aForwardedUpgradeThatTheHandlerRejectsIsRefused() throws IOException {
        assertRefused(application.handshake("/forward/a/b?tag=" + tag, "X-Status: 403"));
    }

    @Test
    void aForwardedUpgradeOfAForeignOriginDoesNotReachTheHandler() throws IOException {
        assertRefused(application.handshake("/forward/a/b?tag=" + tag, "Origin: http://evil.example"));
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void theHandlerSeesTheQueryOfAForwardedUpgrade() throws IOException {
        RawClient client = application.handshake("/forward/a/b?status=403&tag=" + tag);
        if (application.has(Deviation.FORWARDS_UPGRADES_WITHOUT_QUERY)) {
            assertThat(client.answer().status()).isEqualTo(101);
            client.dataFrame();
            client.dataFrame();
            assertThat(client.dataFrame().text()).isEqualTo("query {}");
        } else {
            assertRefused(client);
        }
    }

    @Test
    void anEndpointServesBesideTheServletThatForwardsToIt() throws IOException {
        assertThat(application.raw("/upgrade-decision/a/b").dataFrame().text()).isEqualTo("path /upgrade-decision/a/b");
    }
}
