package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Deflated;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Shows that permessage-deflate (RFC 7692) is negotiated only where enabled, within the same limits. */
class CompressionTest extends StandaloneTest {
    private static final String OFFER =
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"; // what browsers offer
    private static final String WITHOUT_CONTEXT = OFFER + "; server_no_context_takeover";
    private static final int COMPRESSED = 0x40;
    private static final String LONG_TEXT = "all work and no play ".repeat(100);

    @WebSocketEndpoint("/plain")
    static class Plain extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/deflate", compression = true, maxMessageBytes = 100_000)
    static class Deflate extends RecordingEchoEndpoint {}

    private RawClient compressing(String tag) throws IOException {
        return compressing(tag, OFFER);
    }

    private RawClient compressing(String tag, String offer) throws IOException {
        RawClient client = application.handshake("/deflate?tag=" + tag, offer);
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers().get("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");
        return client;
    }

    private static String inflated(Inflater inflater, Frame frame) throws DataFormatException {
        return new String(inflatedBytes(inflater, frame), StandardCharsets.UTF_8);
    }

    private static byte[] inflatedBytes(Inflater inflater, Frame frame) throws DataFormatException {
        byte[] input = Arrays.copyOf(frame.payload(), frame.payload().length + 4);
        input[input.length - 2] = (byte) 0xff;
        input[input.length - 1] = (byte) 0xff;
        inflater.setInput(input);
        byte[] buffer = new byte[200_000];
        int length = inflater.inflate(buffer);
        return Arrays.copyOf(buffer, length);
    }

    @Test
    void compressionIsNotNegotiatedByDefault() throws IOException {
        RawClient client = application.handshake("/plain", OFFER);
        assertThat(client.answer().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        client.send(Frame.text(LONG_TEXT));
        Frame echo = client.dataFrame();
        assertThat(echo.compressed()).isFalse();
        assertThat(echo.text()).isEqualTo(LONG_TEXT);
    }

    @Test
    void aCompressedMessageWithoutTheExtensionIsAProtocolError() throws IOException {
        RawClient client = application.raw("/deflate");
        client.send(Frame.masked(COMPRESSED | Frame.TEXT, true, Deflated.of(new byte[] {'x'})));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1002);
    }

    @Test
    void messagesAreCompressedBothWaysWhereEnabled() throws Exception {
        RawClient client = compressing("");
        Inflater inflater = new Inflater(true);
        for (int i = 0; i < 3; i++) {
            Frame echo = echo(client, i + LONG_TEXT);
            assertThat(echo.compressed()).isTrue();
            assertThat(echo.payload()).hasSizeLessThan(LONG_TEXT.length() / 4);
            assertThat(inflated(inflater, echo)).isEqualTo(i + LONG_TEXT);
        }
    }

    @Test
    void anOfferThatCannotBeKeptIsDeclined() throws IOException {
        RawClient client = application.handshake("/deflate", OFFER + "; server_max_window_bits=9");
        assertThat(client.answer().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        client.send(Frame.text(LONG_TEXT));
        assertThat(client.dataFrame().text()).isEqualTo(LONG_TEXT);
    }

    @Test
    void theFirstOfferThatCanBeKeptIsTaken() throws Exception {
        RawClient client = compressing("", OFFER + "; server_max_window_bits=9, permessage-deflate");
        assertThat(inflated(new Inflater(true), echo(client, LONG_TEXT))).isEqualTo(LONG_TEXT);
    }

    @Test
    void aPartThatClaimsToBeCompressedByItselfIsAProtocolError() throws IOException {
        RawClient client = compressing("");
        byte[] bytes = Deflated.of(LONG_TEXT.getBytes(StandardCharsets.UTF_8));
        client.send(Frame.masked(COMPRESSED | Frame.TEXT, false, bytes));
        client.send(Frame.masked(COMPRESSED, true, bytes));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1002);
    }

    @Test
    void serverNoContextTakeoverSendsIndependentMessages() throws Exception {
        RawClient client = compressing("", WITHOUT_CONTEXT);
        for (int i = 0; i < 3; i++) {
            assertThat(inflated(new Inflater(true), echo(client, i + LONG_TEXT)))
                    .isEqualTo(i + LONG_TEXT);
        }
    }

    private static Frame echo(RawClient client, String text) throws IOException {
        client.send(Frame.masked(COMPRESSED | Frame.TEXT, true, Deflated.of(text.getBytes(StandardCharsets.UTF_8))));
        return client.dataFrame();
    }

    @Test
    void theMessageLimitHoldsForInflatedBytes() throws IOException {
        String tag = application.tag();
        RawClient client = compressing(tag);
        byte[] bomb = Deflated.of(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(100_000);
        client.send(Frame.masked(COMPRESSED | Frame.BINARY, true, bomb));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1009);
        assertThat(end(tag)).startsWith("disconnect 1009");
        assertThat(journal.of(tag)).doesNotContain("binary");
    }

    @Test
    void anIncompressibleMessageOfTheLimitIsAccepted() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        byte[] compressed = Deflated.of(bytes);
        assertThat(compressed).hasSizeGreaterThan(bytes.length);
        RawClient client = compressing("");
        client.send(Frame.masked(COMPRESSED | Frame.BINARY, true, compressed));
        assertThat(inflatedBytes(new Inflater(true), client.dataFrame())).isEqualTo(bytes);
    }

    @Test
    void invalidCompressedDataClosesItsOwnConnectionOnly() throws IOException {
        RawClient good = compressing("");
        RawClient bad = compressing(application.tag());
        bad.send(Frame.masked(COMPRESSED | Frame.TEXT, true, new byte[] {(byte) 0xff, 0x13, 0x37, 0x42}));
        assertThat(bad.closeFrame().closeCode()).isIn(1002, 1007, 1011);
        good.send(Frame.text("hello"));
        assertThat(good.dataFrame().payload()).isNotEmpty();
    }
}
