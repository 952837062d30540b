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
    private final ContractClient application;
    private final String tag;

    SecurityContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/roles-allowed", "/deny-all"})
    void aCallerWithoutTheRoleIsRefusedAtTheUpgrade(String path) throws IOException {
        RawClient client = application.handshake(path + "?tag=" + tag);
        assertThat(client.answer().status()).isEqualTo(403);
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void aCallbackWithoutTheRoleClosesWith1008AndIsNotCalled() {
        TestConnection client = application.connect("/roles-on-message?greet=1&tag=" + tag);
        assertThat(client.nextText()).isEqualTo("welcome");
        client.send("mine");
        assertThat(client.closeCode()).isEqualTo(1008);
        application.eventually(() -> assertThat(application.journal(tag))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("disconnect 1008"));
    }

    @Test
    void anOverridingCallbackIsCheckedByItsOwnAnnotationsOnly() {
        assertThat(application.connect("/overridden-roles").ask("hello")).isEqualTo("hello");
    }
}
