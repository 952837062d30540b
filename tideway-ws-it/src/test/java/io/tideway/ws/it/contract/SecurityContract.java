package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the security annotations of handlers on every server, for an anonymous caller. */
abstract class SecurityContract {
    private final Site site;
    private final String tag;

    SecurityContract(Site site) {
        this.site = site;
        this.tag = site.tag();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/roles-allowed", "/deny-all"})
    void aCallerWithoutTheRoleIsRefusedAtTheUpgrade(String path) throws IOException {
        RawClient client = site.handshake(path + "?tag=" + tag);
        assertThat(client.answer().status()).isEqualTo(403);
        assertThat(site.journal(tag)).isEmpty();
    }

    @Test
    void aCallbackWithoutTheRoleClosesWith1008AndIsNotCalled() {
        TestConnection client = site.connect("/roles-on-message?greet=1&tag=" + tag);
        assertThat(client.nextText()).isEqualTo("welcome");
        client.send("mine");
        assertThat(client.closeCode()).isEqualTo(1008);
        site.eventually(
                () -> assertThat(site.journal(tag)).hasSize(2).last().asString().startsWith("disconnect 1008"));
    }

    @Test
    void anOverridingCallbackIsCheckedByItsOwnAnnotationsOnly() {
        assertThat(site.connect("/overridden-roles").ask("hello")).isEqualTo("hello");
    }
}
