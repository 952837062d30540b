package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server what follows when a callback throws an exception or an Error. */
abstract class FailuresContract {
    private final ContractClient application;
    private final String tag;

    FailuresContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    private TestConnection connect(String query) {
        return application.connect("/failing?tag=" + tag + "&at=" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void anExceptionOfOnUpgradeIsAnsweredWith500WithoutDetails(String kind) {
        assertThatThrownBy(() -> connect("upgrade" + kind))
                .isInstanceOfSatisfying(UpgradeRefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(500);
                    assertThat(refused.body()).doesNotContain("asked").doesNotContain("Exception");
                });
        assertThat(application.journal(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void anExceptionOfOnConnectClosesWith1011WithoutOnDisconnect(String kind) {
        TestConnection client = connect("connect" + kind);
        assertThat(client.closeCode()).isEqualTo(1011);
        assertThat(client.closeFrame().reason()).isEmpty();
        application.eventually(() -> assertThat(application.ask("open " + tag)).isEmpty());
        assertThat(application.journal(tag)).containsExactly("connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void anExceptionOfOnMessageGoesToOnErrorAndTheConnectionStaysOpen(String kind) {
        TestConnection client = connect("message" + kind);
        client.send("throw");
        assertThat(client.ask("still there")).isEqualTo("still there");
        String thrown = kind.isEmpty() ? "IllegalStateException" : "AssertionError";
        assertThat(application.journal(tag)).containsExactly("connect", "error " + thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aFailedCallbackFiresHandlerFailed(String kind) {
        TestConnection client = connect("message" + kind);
        client.send("throw");
        assertThat(client.ask("still there")).isEqualTo("still there");
        String thrown = kind.isEmpty() ? "IllegalStateException" : "AssertionError";
        assertThat(application.journal("failed " + tag)).containsExactly("onMessage of /failing: " + thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void anExceptionOfOnErrorChangesNothing(String kind) {
        TestConnection client = connect("message,error" + kind);
        client.send("throw");
        assertThat(client.ask("still there")).isEqualTo("still there");
        assertThat(application.journal(tag)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void anExceptionOfOnDisconnectLeavesNothingBehind(String kind) {
        TestConnection client = connect("disconnect" + kind);
        assertThat(client.ask("hello")).isEqualTo("hello");
        client.close();
        application.eventually(() -> {
            assertThat(application.journal(tag)).containsExactly("connect", "disconnect 1000");
            assertThat(application.ask("open " + tag)).isEmpty();
        });
    }

    @Test
    void aFailingConnectionLeavesTheOthersWorking() {
        TestConnection good = connect("nowhere");
        assertThat(connect("connect&error").closeCode()).isEqualTo(1011);
        connect("message,error&error").send("throw");
        assertThat(good.ask("hello")).isEqualTo("hello");
    }
}
