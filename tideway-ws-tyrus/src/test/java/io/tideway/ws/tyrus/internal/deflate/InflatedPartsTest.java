package io.tideway.ws.tyrus.internal.deflate;

import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.LIMIT;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.PLAIN;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.closeCode;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.compressed;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.connection;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.frame;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.inflated;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Deflated;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;
import org.junit.jupiter.api.Test;

/** Inflates frames while they arrive, and checks their text. */
class InflatedPartsTest {
    private final DeflateExtension extension = new DeflateExtension();

    private static final byte[] INVALID_EARLY = {'o', 'k', (byte) 0xF4, (byte) 0x90, 'a', 'b', 'c', 'd', 'e', 'f'};

    private static Optional<Frame> part(ExtensionContext connection, boolean fin, byte[] bytes, int from, int to) {
        return DeflateExtension.inflatePart(
                connection, frame(Opcodes.TEXT, fin, true, Arrays.copyOfRange(bytes, from, to)));
    }

    private static byte[] stored(byte[] bytes) {
        ByteBuffer block = ByteBuffer.allocate(6 + bytes.length).put((byte) 0);
        block.put((byte) bytes.length).put((byte) 0).put((byte) ~bytes.length).put((byte) 0xFF);
        return block.put(bytes).put((byte) 0).array();
    }

    @Test
    void findsInvalidTextBeforeItsFrameIsComplete() {
        ExtensionContext connection = connection(PLAIN);
        byte[] message = stored(INVALID_EARLY);
        assertThat(part(connection, true, message, 0, 8)).isEmpty();
        assertThat(part(connection, true, message, 8, 9))
                .hasValueSatisfying(close -> assertThat(closeCode(close)).isEqualTo(1007));
    }

    @Test
    void findsInvalidTextBeforeItsMessageIsComplete() {
        ExtensionContext connection = connection(PLAIN);
        byte[] begun = Deflated.of(Arrays.copyOf(INVALID_EARLY, 4));
        Frame fragment = frame(Opcodes.TEXT, false, true, begun);
        assertThat(closeCode(extension.processIncoming(connection, fragment))).isEqualTo(1007);
    }

    @Test
    void inflatesAFrameThatWasSeenInParts() {
        ExtensionContext connection = connection(PLAIN);
        String text = "κόσμε ".repeat(300);
        byte[] message = Deflated.of(text.getBytes(StandardCharsets.UTF_8));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < message.length - 1; i++) {
                assertThat(part(connection, true, message, i, i + 1)).isEmpty();
            }
            assertThat(inflated(connection, compressed(message))).isEqualTo(text);
        }
    }

    @Test
    void boundsAMessageThatIsSeenInParts() {
        ExtensionContext connection = connection(PLAIN);
        byte[] bomb = Deflated.of(new byte[LIMIT * 100]);
        assertThat(part(connection, true, bomb, 0, bomb.length - 1))
                .hasValueSatisfying(close -> assertThat(closeCode(close)).isEqualTo(1009));
    }
}
