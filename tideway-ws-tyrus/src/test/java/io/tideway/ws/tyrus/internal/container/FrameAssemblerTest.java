package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.tyrus.internal.container.FrameAssembler.FrameRefused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

    private final List<byte[]> frames = new ArrayList<>();
    private final FrameAssembler assembler = new FrameAssembler(FrameLimit.plain(100_000), this::take);
    private int welcome = Integer.MAX_VALUE;

    private boolean take(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        frames.add(bytes);
        return frames.size() < welcome;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void framesComeOutAsTheyWentInHoweverTheyAreCut(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> sent = new ArrayList<>();
        for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 100_000}) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            sent.add(Frame.masked(Frame.BINARY, true, payload));
        }
        ByteBuffer all =
                ByteBuffer.allocate(sent.stream().mapToInt(f -> f.length).sum());
        sent.forEach(all::put);
        all.flip();
        while (all.hasRemaining()) {
            int size = Math.min(all.remaining(), 1 + random.nextInt(random.nextBoolean() ? 3 : 40_000));
            ByteBuffer piece = ByteBuffer.allocate(size)
                    .put(all.slice(all.position(), size))
                    .flip();
            all.position(all.position() + size);
            assembler.accept(piece);
            assertThat(piece.hasRemaining()).isFalse();
        }
        assertThat(frames).containsExactlyElementsOf(sent);
    }

    @Test
    void whatFollowsTheLastWelcomeFrameIsDropped() throws Exception {
        welcome = 2;
        byte[] frame = Frame.text("x");
        assembler.accept(ByteBuffer.allocate(frame.length * 3)
                .put(frame)
                .put(frame)
                .put(frame)
                .flip());
        assertThat(frames).hasSize(2);
    }

    @Test
    void tooLargeIsRefusedByTheHeaderAlone() {
        byte[] header = {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0, 1, (byte) 0x86, (byte) 0xA1};
        assertThatThrownBy(() -> assembler.accept(ByteBuffer.wrap(header)))
                .isInstanceOfSatisfying(FrameRefused.class, refused -> {
                    assertThat(refused.closeCode()).isEqualTo(1009);
                    assertThat(refused).hasMessageContaining("100000");
                });
    }

    @Test
    void aLengthBeyond63BitsIsAProtocolError() {
        byte[] header = {(byte) 0x82, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1};
        assertThatThrownBy(() -> assembler.accept(ByteBuffer.wrap(header)))
                .isInstanceOfSatisfying(
                        FrameRefused.class,
                        refused -> assertThat(refused.closeCode()).isEqualTo(1002));
    }

    @Test
    void aFrameWithoutMaskIsRefusedEvenInPieces() throws Exception {
        assembler.accept(ByteBuffer.wrap(new byte[] {(byte) 0x81}));
        assertThatThrownBy(() -> assembler.accept(ByteBuffer.wrap(new byte[] {1})))
                .isInstanceOfSatisfying(
                        FrameRefused.class,
                        refused -> assertThat(refused.closeCode()).isEqualTo(1002));
    }

    private void refused(int code, byte[] bytes) {
        assertThatThrownBy(() -> assembler.accept(ByteBuffer.wrap(bytes)))
                .isInstanceOfSatisfying(
                        FrameRefused.class,
                        refused -> assertThat(refused.closeCode()).isEqualTo(code));
    }

    @Test
    void aLengthInMoreBytesThanItNeedsIsAProtocolError() {
        refused(1002, new byte[] {(byte) 0x82, (byte) 0xFE, 0, 125});
    }

    @Test
    void aLengthOfSixteenBitsInSixtyFourIsAProtocolError() {
        refused(1002, new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF});
    }

    @Test
    void theShortestLengthsOfEachFormAreTaken() throws Exception {
        for (int size : new int[] {0, 125, 126, 65_535, 65_536}) {
            assembler.accept(ByteBuffer.wrap(Frame.masked(Frame.BINARY, true, new byte[size])));
        }
        assertThat(frames).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void aReservedOpcodeIsRefusedByTheHeaderAlone(int opcode) {
        refused(1002, new byte[] {(byte) (0x80 | opcode), (byte) 0x85});
    }

    @Test
    void aControlFrameThatIsTooLongIsRefusedByTheHeaderAlone() {
        refused(1002, new byte[] {(byte) 0x89, (byte) 0xFE});
    }

    @Test
    void aFragmentedControlFrameIsRefusedByTheHeaderAlone() {
        refused(1002, new byte[] {0x09, (byte) 0x85});
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x10})
    void aReservedBitIsRefusedByTheHeaderAlone(int bit) {
        refused(1002, new byte[] {(byte) (0x82 | bit), (byte) 0x85});
    }
}
