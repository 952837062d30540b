package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.it.peer.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every server to the outcome of a callback that throws, an exception and an Error alike. */
abstract class FailuresContract {
    private final Site site;
    private final String tag;

    FailuresContract(Site site) {
        this.site = site;
        this.tag = site.tag();
    }

    private Peer connect(String query) {
        return site.connect("/failing?tag=" + tag + "&at=" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aThrowingOnUpgradeIsAnsweredWith500AndNoDetail(String kind) {
        assertThatThrownBy(() -> connect("upgrade" + kind)).isInstanceOfSatisfying(Peer.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).doesNotContain("asked").doesNotContain("Exception");
        });
        assertThat(site.journal(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aThrowingOnConnectEndsWith1011AndNoOnDisconnect(String kind) {
        Peer peer = connect("connect" + kind);
        assertThat(peer.end().code()).isEqualTo(1011);
        assertThat(peer.end().reason()).isEmpty();
        site.eventually(() -> assertThat(site.ask("open " + tag)).isEmpty());
        assertThat(site.journal(tag)).containsExactly("connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aThrowingOnMessageGoesToOnErrorAndTheConnectionLivesOn(String kind) {
        Peer peer = connect("message" + kind);
        peer.send("throw");
        assertThat(peer.ask("still there")).isEqualTo("still there");
        String thrown = kind.isEmpty() ? "IllegalStateException" : "AssertionError";
        assertThat(site.journal(tag)).containsExactly("connect", "error " + thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aFailedCallbackIsAnEvent(String kind) {
        Peer peer = connect("message" + kind);
        peer.send("throw");
        assertThat(peer.ask("still there")).isEqualTo("still there");
        String thrown = kind.isEmpty() ? "IllegalStateException" : "AssertionError";
        assertThat(site.journal("failed " + tag)).containsExactly("onMessage of /failing: " + thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aThrowingOnErrorChangesNothing(String kind) {
        Peer peer = connect("message,error" + kind);
        peer.send("throw");
        assertThat(peer.ask("still there")).isEqualTo("still there");
        assertThat(site.journal(tag)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&error"})
    void aThrowingOnDisconnectLeavesNothingBehind(String kind) {
        Peer peer = connect("disconnect" + kind);
        assertThat(peer.ask("hello")).isEqualTo("hello");
        peer.close(1000, "");
        site.eventually(() -> {
            assertThat(site.journal(tag)).containsExactly("connect", "disconnect 1000");
            assertThat(site.ask("open " + tag)).isEmpty();
        });
    }

    @Test
    void aFailingPeerCostsTheOthersNothing() {
        Peer good = connect("nowhere");
        assertThat(connect("connect&error").end().code()).isEqualTo(1011);
        connect("message,error&error").send("throw");
        assertThat(good.ask("hello")).isEqualTo("hello");
    }
}
