package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "125, 7d", "126, 7e007e", "65535, 7effff", "65536, 7f0000000000010000"})
    void framesWithTheShortestLength(int length, String lengthBytes) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        Payload payload = Payload.binary(ByteBuffer.wrap(bytes));
        byte[] frame = payload.frame();
        assertThat(frame).startsWith(hex("82" + lengthBytes)).hasSize(payload.frameSize());
        assertThat(Arrays.copyOfRange(frame, frame.length - length, frame.length))
                .isEqualTo(bytes);
        assertThat(payload.size()).isEqualTo(length);
    }

    @Test
    void framesEachKindByItsOpcode() {
        assertThat(Payload.text("hé").frame()).isEqualTo(hex("810368c3a9"));
        assertThat(Payload.ping(ByteBuffer.allocate(0)).frame()).isEqualTo(hex("8900"));
        assertThat(Payload.pong(ByteBuffer.allocate(0)).frame()).isEqualTo(hex("8a00"));
    }

    @Test
    void framesOnce() {
        Payload payload = Payload.text("once");
        assertThat(payload.frame()).isSameAs(payload.frame());
    }

    @Test
    void copiesWhatTheCallerMayChange() {
        byte[] bytes = "kept".getBytes(StandardCharsets.UTF_8);
        Payload payload = Payload.ping(ByteBuffer.wrap(bytes));
        bytes[0] = 'x';
        assertThat(payload.data()).isEqualTo(ByteBuffer.wrap("kept".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void givesEachReaderABufferOfItsOwn() {
        Payload payload = Payload.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        payload.data().get();
        assertThat(payload.data().remaining()).isEqualTo(3);
    }

    @Test
    void repairsUnpairedSurrogates() {
        assertThat(Payload.text("a\uD83Db").text()).isEqualTo("a?b");
        assertThat(Payload.text("ab\uD83D").text()).isEqualTo("ab?");
        assertThat(Payload.text("\uDE00\uD83D").text()).isEqualTo("??");
        assertThat(Payload.text("a\uD83D\uDE00b").text()).isEqualTo("a\uD83D\uDE00b");
        assertThat(Payload.text("a\uD83D\uDE00b").size()).isEqualTo(6);
        assertThat(Payload.text("€").size()).isEqualTo(3);
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }
}
