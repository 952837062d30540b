package io.tideway.ws.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampedFramesTest {
    private final StampedFrames frames = new StampedFrames();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 130, 100_000})
    void countsFramesOfEverySizeWhereverTheyAreCut(int piece) {
        byte[] bytes = join(text("1 "), text("2 " + "x".repeat(200)), text("3 " + "x".repeat(70_000)), text("4 "));
        for (int i = 0; i < bytes.length; i += piece) {
            frames.accept(ByteBuffer.wrap(bytes, i, Math.min(piece, bytes.length - i)));
        }
        assertThat(frames.received()).isEqualTo(4);
        assertThat(frames.outOfOrder()).isZero();
    }

    @Test
    void noticesAMessageThatComesLate() {
        frames.accept(ByteBuffer.wrap(join(text("2 x"), text("1 x"), text("3 x"))));
        assertThat(frames.outOfOrder()).isEqualTo(1);
    }

    @Test
    void countsTextsOnly() {
        frames.accept(ByteBuffer.wrap(join(new byte[] {(byte) 0x89, 0}, text("1 x"))));
        assertThat(frames.received()).isEqualTo(1);
    }

    private static byte[] text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
