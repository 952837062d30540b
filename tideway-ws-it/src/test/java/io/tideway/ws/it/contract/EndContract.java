package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how connections end on every server: close codes both ways, and onDisconnect exactly once. */
public abstract class EndContract {
    private final ContractClient application;
    private final String tag;

    protected EndContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    private void gone(String lastLine) {
        application.eventually(() -> {
            assertThat(application.journal(tag))
                    .filteredOn(line -> line.startsWith("disconnect"))
                    .hasSize(1);
            assertThat(application.journal(tag)).last().asString().startsWith(lastLine);
            assertThat(application.ask("open " + tag)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void theServersCloseCodeAndReasonReachTheClient(int code) throws IOException {
        RawClient client = application.raw("/rooms-and-users/x");
        client.send(Frame.text("close " + code + " so long"));
        Frame close = client.closeFrame();
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(new String(close.closeReason(), StandardCharsets.UTF_8)).isEqualTo("so long");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void theClientsCloseCodeReachesOnDisconnectAndIsAnswered(int code) throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(Frame.close(code));
        assertThat(client.closeFrame().closeCode()).isEqualTo(code);
        gone("disconnect " + code);
        assertThat(application.journal(tag)).last().isEqualTo("disconnect " + code + " ");
    }

    @Test
    void aCloseWithoutACodeIsReportedAsANormalClose() throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(Frame.masked(Frame.CLOSE, true, new byte[0]));
        // Containers differ in whether they tell such a frame from one with 1000 (RFC 6455 §7.1.5).
        assertThat(client.closeFrame().closeCode()).isIn(1000, 1005);
        gone("disconnect 100");
        assertThat(application.journal(tag)).last().asString().containsAnyOf(" 1000 ", " 1005 ");
    }

    @Test
    void aLongReasonIsCutAtTheEndOfAWholeCharacter() {
        TestConnection client = application.connect("/rooms-and-users/x");
        assertThat(client.nextText()).isEqualTo("Welcome!");
        client.send("close 4000 " + "€".repeat(50));
        assertThat(client.closeFrame()).isEqualTo(new CloseFrame(4000, "€".repeat(41)));
    }

    @Test
    void messagesQueuedBeforeACloseArriveBeforeIt() throws IOException {
        RawClient client = application.raw("/rooms-and-users/x");
        client.send(Frame.text("everyone - last words"));
        client.send(Frame.text("close 4000 bye"));
        assertThat(client.dataFrame().text()).isEqualTo("Welcome!");
        assertThat(client.dataFrame().text()).isEqualTo("last words");
        assertThat(client.dataFrame().text()).startsWith("ok ");
        assertThat(client.dataFrame().closeCode()).isEqualTo(4000);
    }

    @Test
    void messagesThatWaitForAWriteDelayArriveInTheirOrderAndBeforeAClose() {
        TestConnection client = application.connect("/delayed-writes");
        for (String command : List.of("40", "40", "40 close")) {
            client.send(command);
            assertThat(client.nextTexts(40))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(String::valueOf).toList());
        }
        assertThat(client.closeFrame()).isEqualTo(new CloseFrame(4000, "done"));
    }

    @Test
    void anExpiredConnectionIsClosedWith1008() {
        TestConnection client = application.connect("/expiring?tag=" + tag);
        assertThat(client.ask("100")).isEqualTo("100");
        assertThat(client.closeFrame()).isEqualTo(new CloseFrame(1008, "expired"));
        gone("disconnect 1008 expired");
    }

    @Test
    void aConnectionWhoseExpiryIsMovedStaysOpen() {
        TestConnection moved = application.connect("/expiring?tag=" + tag);
        moved.ask("4000");
        moved.ask("never");
        TestConnection expired =
                application.connect("/expiring"); // the measure of time: it expires after the first instant
        expired.ask("4000");
        assertThat(expired.closeCode()).isEqualTo(1008);
        assertThat(moved.ask("never")).isEqualTo("never");
        assertThat(application.journal(tag)).containsExactly("connect", "text", "text", "text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/managed"})
    void aClientThatSendsEverythingAndClosesAtOnceHasEachCallback(String path) throws IOException {
        byte[] text = Frame.text("event");
        byte[] close = Frame.close(1000);
        byte[] all = ByteBuffer.allocate(3 * text.length + close.length)
                .put(text)
                .put(text)
                .put(text)
                .put(close)
                .array();
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 60; i++) { // a race of the close with an executor
            String one = application.tag();
            tags.add(one);
            // Without a reply, since one that meets the close frame on WildFly fails, and ends the connection at once.
            RawClient client = application.raw(path + "?silent=yes&tag=" + one);
            client.send(all);
            client.closeFrame();
        }
        for (String one : tags) {
            application.eventually(() -> assertThat(application.journal(one))
                    .containsExactly("connect", "text", "text", "text", "disconnect 1000 "));
        }
    }

    @Test
    void aFinWithoutACloseFrameIs1006() throws IOException {
        RawClient client =
                application.raw("/heartbeat?tag=" + tag); // where the server does not notice, the heartbeat does
        client.finish();
        gone("disconnect 1006");
    }

    @Test
    void aFinInTheMiddleOfAFrameIs1006() throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(Arrays.copyOf(Frame.text("hello, server"), 10));
        client.finish();
        gone("disconnect 1006");
        assertThat(application.journal(tag)).doesNotContain("text");
    }

    @Test
    void aResetIs1006() throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(Frame.text("hello"));
        assertThat(client.dataFrame().text()).isEqualTo("hello");
        client.reset();
        gone("disconnect 1006");
    }

    @Test
    void aSilentClientIsDisconnectedWithinTheHeartbeatTimeout() throws IOException {
        RawClient client = application.raw("/heartbeat?tag=" + tag);
        assertThat(client.frame().opcode()).isEqualTo(Frame.PING);
        gone("disconnect 1006 heartbeat timeout");
        if (!application.has(Deviation.KEEPS_SILENT_SOCKETS)) {
            client.awaitTcpEnd();
        }
    }

    @Test
    void anAbandonedClientGetsNoCloseFrame() throws IOException {
        RawClient client = application.raw("/heartbeat?tag=" + tag);
        try {
            while (true) {
                assertThat(client.frame().opcode()).isEqualTo(Frame.PING);
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the server keeps the TCP connection open", stillOpen);
        } catch (IOException dropped) {
            gone("disconnect 1006 heartbeat timeout");
        }
    }

    @Test
    void aClientThatAnswersPingsStaysConnected() throws IOException {
        TestConnection client = application.connect("/heartbeat?tag=" + tag);
        String silent = application.tag();
        application.raw("/heartbeat?tag=" + silent); // the measure of time: it is gone after the heartbeat's timeout
        application.eventually(() -> assertThat(application.journal(silent))
                .last()
                .asString()
                .startsWith("disconnect 1006 heartbeat timeout"));
        assertThat(client.ask("still there")).isEqualTo("still there");
        assertThat(application.journal(tag)).containsExactly("connect", "text");
    }
}
