package io.tideway.ws.tyrus.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {

    @Test
    void itAgreesWithTheDecoderOnSequencesOfThreeBytes() {
        for (int sequence = 0; sequence < 1 << 24; sequence += 41) {
            byte[] bytes = {(byte) (sequence >> 16), (byte) (sequence >> 8), (byte) sequence};
            Utf8Check check = new Utf8Check();
            assertThat(check.accept(bytes) && check.isWhole())
                    .as("%06x", sequence)
                    .isEqualTo(decodes(bytes));
        }
    }

    @Test
    void itAgreesWithTheDecoderOnSequencesOfFourBytes() {
        for (int first = 0xEF; first <= 0xF5; first++) {
            for (int second = 0x70; second <= 0xC0; second++) {
                byte[] bytes = {(byte) first, (byte) second, (byte) 0x80, (byte) 0xBF};
                Utf8Check check = new Utf8Check();
                assertThat(check.accept(bytes) && check.isWhole())
                        .as("%02x %02x", first, second)
                        .isEqualTo(decodes(bytes));
            }
        }
    }

    @Test
    void itStartsOverAfterAReset() {
        Utf8Check check = new Utf8Check();
        check.accept(new byte[] {(byte) 0xF4});
        check.reset();
        assertThat(check.accept("x".getBytes(UTF_8))).isTrue();
        assertThat(check.isWhole()).isTrue();
    }

    private static boolean decodes(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
