package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.it.peer.Frame;
import io.tideway.ws.it.peer.Peer;
import io.tideway.ws.it.peer.RawPeer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every server to the ways in which a connection ends: codes both ways, and onDisconnect exactly once. */
abstract class EndContract {
    private final Site site;
    private final String tag;

    EndContract(Site site) {
        this.site = site;
        this.tag = site.tag();
    }

    private void gone(String lastLine) {
        site.eventually(() -> {
            assertThat(site.journal(tag))
                    .filteredOn(line -> line.startsWith("disconnect"))
                    .hasSize(1);
            assertThat(site.journal(tag)).last().asString().startsWith(lastLine);
            assertThat(site.ask("open " + tag)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void theApplicationsCodeAndReasonReachThePeer(int code) throws IOException {
        RawPeer peer = site.raw("/rooms-and-users/x");
        peer.send(Frame.text("close " + code + " so long"));
        Frame close = peer.closeFrame();
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(new String(close.closeReason(), StandardCharsets.UTF_8)).isEqualTo("so long");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void thePeersCodeReachesTheApplicationAndIsAnswered(int code) throws IOException {
        RawPeer peer = site.raw("/echo?tag=" + tag);
        peer.send(Frame.close(code));
        assertThat(peer.closeFrame().closeCode()).isEqualTo(code);
        gone("disconnect " + code);
        assertThat(site.journal(tag)).last().isEqualTo("disconnect " + code + " ");
    }

    @Test
    void aCloseWithoutACodeIsAnOrdinaryEnd() throws IOException {
        RawPeer peer = site.raw("/echo?tag=" + tag);
        peer.send(Frame.masked(Frame.CLOSE, true, new byte[0]));
        // Containers differ in whether they tell such a frame from one with 1000 (RFC 6455 §7.1.5).
        assertThat(peer.closeFrame().closeCode()).isIn(1000, 1005);
        gone("disconnect 100");
        assertThat(site.journal(tag)).last().asString().containsAnyOf(" 1000 ", " 1005 ");
    }

    @Test
    void aLongReasonIsCutAtTheEndOfAWholeCharacter() {
        Peer peer = site.connect("/rooms-and-users/x");
        assertThat(peer.nextText()).isEqualTo("Welcome!");
        peer.send("close 4000 " + "€".repeat(50));
        assertThat(peer.end()).isEqualTo(new CloseFrame(4000, "€".repeat(41)));
    }

    @Test
    void whatWasQueuedBeforeACloseArrivesBeforeIt() throws IOException {
        RawPeer peer = site.raw("/rooms-and-users/x");
        peer.send(Frame.text("everyone - last words"));
        peer.send(Frame.text("close 4000 bye"));
        assertThat(peer.dataFrame().text()).isEqualTo("Welcome!");
        assertThat(peer.dataFrame().text()).isEqualTo("last words");
        assertThat(peer.dataFrame().text()).startsWith("ok ");
        assertThat(peer.dataFrame().closeCode()).isEqualTo(4000);
    }

    @Test
    void aFinWithoutACloseFrameIs1006() throws IOException {
        RawPeer peer = site.raw("/heartbeat?tag=" + tag); // where the server does not notice, the heartbeat does
        peer.finish();
        gone("disconnect 1006");
    }

    @Test
    void aFinInTheMiddleOfAFrameIs1006() throws IOException {
        RawPeer peer = site.raw("/echo?tag=" + tag);
        peer.send(Arrays.copyOf(Frame.text("hello, server"), 10));
        peer.finish();
        gone("disconnect 1006");
        assertThat(site.journal(tag)).doesNotContain("text");
    }

    @Test
    void aResetIs1006() throws IOException {
        RawPeer peer = site.raw("/echo?tag=" + tag);
        peer.send(Frame.text("hello"));
        assertThat(peer.dataFrame().text()).isEqualTo("hello");
        peer.reset();
        gone("disconnect 1006");
    }

    @Test
    void aPeerThatFallsSilentIsGoneWithinTheHeartbeatsDeadline() throws IOException {
        RawPeer peer = site.raw("/heartbeat?tag=" + tag);
        assertThat(peer.frame().opcode()).isEqualTo(Frame.PING);
        gone("disconnect 1006 heartbeat timeout");
        if (!site.has(Deviation.KEEPS_SILENT_SOCKETS)) {
            peer.awaitTcpEnd();
        }
    }

    @Test
    void aPeerThatIsGivenUpIsSentNoCloseFrame() throws IOException {
        RawPeer peer = site.raw("/heartbeat?tag=" + tag);
        try {
            while (true) {
                assertThat(peer.frame().opcode()).isEqualTo(Frame.PING);
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the server keeps the TCP connection open", stillOpen);
        } catch (IOException dropped) {
            gone("disconnect 1006 heartbeat timeout");
        }
    }

    @Test
    void aPeerThatAnswersPingsLivesOn() throws IOException {
        Peer peer = site.connect("/heartbeat?tag=" + tag);
        String silent = site.tag();
        site.raw("/heartbeat?tag=" + silent); // the measure of time: it is gone after the heartbeat's timeout
        site.eventually(() ->
                assertThat(site.journal(silent)).last().asString().startsWith("disconnect 1006 heartbeat timeout"));
        assertThat(peer.ask("still there")).isEqualTo("still there");
        assertThat(site.journal(tag)).containsExactly("connect", "text");
    }
}
