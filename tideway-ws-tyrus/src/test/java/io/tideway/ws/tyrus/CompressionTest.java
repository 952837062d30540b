package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.tyrus.internal.container.RawPeer;
import io.tideway.ws.tyrus.junit.TidewayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

@TidewayTest
class CompressionTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final int TEXT = 1;
    private static final int COMPRESSED = 0x40;

    static class Echo implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {
            connection.send(message);
        }
    }

    @WebSocketEndpoint("/plain")
    static class Plain extends Echo {}

    @WebSocketEndpoint(value = "/deflate", compression = true)
    static class Compressing extends Echo {}

    @Test
    void isNotNegotiatedUnlessAskedFor(TidewayServer server) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            peer.send(RawPeer.handshake("/plain", OFFER));
            RawPeer.Answer answer = peer.answer();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
            peer.send(RawPeer.text("hello"));
            assertThat(peer.frame().text()).isEqualTo("hello");
        }
    }

    @Test
    void compressesBothWaysWhereTheOptionSaysSo(TidewayServer server) throws IOException, DataFormatException {
        String text = "tideway ".repeat(500);
        try (RawPeer peer = new RawPeer(server.port())) {
            peer.send(RawPeer.handshake("/deflate", OFFER));
            RawPeer.Answer answer = peer.answer();
            assertThat(answer.headers().get("sec-websocket-extensions")).startsWith("permessage-deflate");
            peer.send(RawPeer.frame(TEXT | COMPRESSED, deflate(text)));
            byte[] echoed = peer.frame().payload();
            assertThat(echoed).hasSizeLessThan(200);
            assertThat(inflate(echoed)).isEqualTo(text);
        }
    }

    /** Compresses as RFC 7692 §7.2.1 says: without the four bytes at the end of a flush. */
    private static byte[] deflate(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[text.length()];
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(bytes, length - 4);
    }

    private static String inflate(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] flushed = Arrays.copyOf(bytes, bytes.length + 4);
        flushed[bytes.length + 2] = (byte) 0xFF;
        flushed[bytes.length + 3] = (byte) 0xFF;
        inflater.setInput(flushed);
        byte[] text = new byte[10_000];
        int length = inflater.inflate(text);
        inflater.end();
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
