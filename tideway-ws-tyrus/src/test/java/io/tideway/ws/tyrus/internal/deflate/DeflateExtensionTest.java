package io.tideway.ws.tyrus.internal.deflate;

import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.FORGETFUL;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.LIMIT;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.PLAIN;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.closeCode;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.compressed;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.connection;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.frame;
import static io.tideway.ws.tyrus.internal.deflate.DeflateFrames.inflated;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Deflated;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;
import org.junit.jupiter.api.Test;

class DeflateExtensionTest {
    private static final byte[] HELLO = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};

    private final DeflateExtension extension = new DeflateExtension();

    @Test
    void inflatesAMessageInOneFrameOrSeveral() {
        ExtensionContext connection = connection(PLAIN);
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
        Frame ping = frame(9, true, false, new byte[] {1});
        String begin = inflated(connection, frame(Opcodes.TEXT, false, true, Arrays.copyOf(HELLO, 3)));
        assertThat(extension.processIncoming(connection, ping)).isSameAs(ping);
        String end = inflated(connection, frame(0, true, false, Arrays.copyOfRange(HELLO, 3, HELLO.length)));
        assertThat(begin + end).isEqualTo("Hello");
    }

    @Test
    void inflatesWhatRefersToTheMessageBefore() {
        ExtensionContext connection = connection(PLAIN);
        byte[] again = {(byte) 0xf2, 0x00, 0x11, 0x00, 0x00};
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
        assertThat(inflated(connection, compressed(again))).isEqualTo("Hello");
        ExtensionContext forgetful = connection(FORGETFUL);
        assertThat(inflated(forgetful, compressed(HELLO))).isEqualTo("Hello");
        assertThat(closeCode(extension.processIncoming(forgetful, compressed(again))))
                .isEqualTo(1007);
    }

    @Test
    void inflatesBlocksOfEveryKind() {
        ExtensionContext connection = connection(PLAIN);
        byte[] stored = {0, 5, 0, (byte) 0xfa, (byte) 0xff, 'H', 'e', 'l', 'l', 'o', 0};
        byte[] last = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00, 0x00};
        byte[] lastAlone = Arrays.copyOf(last, 7);
        byte[] two = {
            (byte) 0xf2, 0x48, 0x05, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xca, (byte) 0xc9, (byte) 0xc9, 0x07, 0
        };
        for (byte[] message : List.of(stored, last, lastAlone, two, HELLO, lastAlone, last, HELLO)) {
            assertThat(inflated(connection, compressed(message))).isEqualTo("Hello");
        }
        assertThat(inflated(connection, frame(Opcodes.TEXT, false, true, lastAlone)))
                .isEqualTo("Hello");
        assertThat(inflated(connection, frame(0, true, false, new byte[0]))).isEmpty();
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
    }

    @Test
    void inflatesAnEmptyMessage() {
        ExtensionContext connection = connection(PLAIN);
        assertThat(inflated(connection, compressed(new byte[] {0}))).isEmpty();
        assertThat(inflated(connection, compressed(new byte[0]))).isEmpty();
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
    }

    @Test
    void takesMessagesThatAreNotCompressed() {
        ExtensionContext connection = connection(PLAIN);
        Frame begin = frame(Opcodes.BINARY, false, false, new byte[LIMIT]);
        Frame end = frame(0, true, false, HELLO);
        assertThat(extension.processIncoming(connection, begin)).isSameAs(begin);
        assertThat(extension.processIncoming(connection, end)).isSameAs(end);
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
    }

    @Test
    void leavesToTyrusWhatTyrusRefuses() {
        ExtensionContext connection = connection(PLAIN);
        for (Frame early :
                List.of(frame(0, true, true, HELLO), frame(3, true, true, HELLO), frame(9, true, true, HELLO))) {
            assertThat(extension.processIncoming(connection, early)).isSameAs(early);
        }
        inflated(connection, frame(Opcodes.TEXT, false, true, Arrays.copyOf(HELLO, 3)));
        for (Frame late : List.of(frame(0, true, true, HELLO), compressed(HELLO))) {
            assertThat(extension.processIncoming(connection, late)).isSameAs(late);
        }
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        ExtensionContext connection = connection(PLAIN);
        byte[] largest = new byte[LIMIT];
        assertThat(inflated(connection, compressed(Deflated.of(largest)))).hasSize(LIMIT);
        assertThat(closeCode(extension.processIncoming(connection, compressed(Deflated.of(new byte[LIMIT + 1])))))
                .isEqualTo(1009);
    }

    @Test
    void countsTheFragmentsOfAMessageTogether() {
        ExtensionContext connection = connection(PLAIN);
        byte[] large = new byte[LIMIT * 2];
        new Random(1).nextBytes(large);
        byte[] bytes = Deflated.of(large);
        int produced = 0;
        int close = 0;
        for (int at = 0; at < bytes.length && close == 0; at += 1000) {
            boolean fin = at + 1000 >= bytes.length;
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + 1000, bytes.length));
            Frame answer =
                    extension.processIncoming(connection, frame(at == 0 ? Opcodes.BINARY : 0, fin, at == 0, part));
            if (answer.isControlFrame()) {
                close = closeCode(answer);
            } else {
                produced += answer.getPayloadData().length;
            }
        }
        assertThat(close).isEqualTo(1009);
        assertThat(produced).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void producesOneByteMoreThanTheLimitAtMost() throws DataFormatException {
        BoundedInflater inflater = new BoundedInflater();
        byte[] bomb = Deflated.of(new byte[60_000_000]);
        assertThat(inflater.inflate(bomb, true, LIMIT + 1)).hasSize(LIMIT + 1);
        inflater.end();
    }

    @Test
    void takesNothingAfterARefusal() {
        ExtensionContext connection = connection(PLAIN);
        byte[] garbage = {(byte) 0xff, 0x13, 0x37, 0x42};
        assertThat(closeCode(extension.processIncoming(connection, compressed(garbage))))
                .isEqualTo(1007);
        assertThat(extension.processIncoming(connection, compressed(HELLO)).getOpcode())
                .isEqualTo((byte) Opcodes.PONG);
    }

    @Test
    void endsWithOurCloseFrame() {
        ExtensionContext connection = connection(PLAIN);
        assertThat(inflated(connection, compressed(HELLO))).isEqualTo("Hello");
        Frame close = Opcodes.close(1000, "");
        assertThat(extension.processOutgoing(connection, close)).isSameAs(close);
        assertThat(extension.processIncoming(connection, compressed(HELLO)).getOpcode())
                .isEqualTo((byte) Opcodes.PONG);
        Frame late = frame(Opcodes.BINARY, true, false, new byte[1000]);
        assertThat(extension.processOutgoing(connection, late)).isSameAs(late);
        extension.destroy(connection);
    }

    @Test
    void whatItCompressesInflates() throws DataFormatException {
        for (DeflateOffer offer : List.of(PLAIN, FORGETFUL)) {
            ExtensionContext connection = connection(offer);
            BoundedInflater inflater = new BoundedInflater();
            Random random = new Random(7);
            for (int size : new int[] {64, 1000, 3, 0, 70_000, 8192, 100_000}) {
                byte[] message = new byte[size];
                random.nextBytes(message);
                Arrays.fill(message, size / 2, size, (byte) 'x');
                Frame sent = extension.processOutgoing(connection, frame(Opcodes.BINARY, true, false, message));
                assertThat(sent.isRsv1()).isEqualTo(size >= 64);
                byte[] received = sent.isRsv1()
                        ? inflater.inflate(sent.getPayloadData(), true, 1_000_000)
                        : sent.getPayloadData();
                assertThat(received).isEqualTo(message);
                if (offer.serverForgets()) {
                    inflater.forget();
                }
            }
            inflater.end();
        }
    }

    @Test
    void compressesFragmentsAsOneMessage() throws DataFormatException {
        ExtensionContext connection = connection(FORGETFUL);
        byte[] part = "tideway ".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2; round++) {
            BoundedInflater inflater = new BoundedInflater();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            Frame first = extension.processOutgoing(connection, frame(Opcodes.TEXT, false, false, part));
            Frame second = extension.processOutgoing(connection, frame(0, false, false, part));
            Frame third = extension.processOutgoing(connection, frame(0, true, false, new byte[0]));
            assertThat(List.of(first.isRsv1(), second.isRsv1(), third.isRsv1())).containsExactly(true, false, false);
            received.writeBytes(inflater.inflate(first.getPayloadData(), false, 10_000));
            received.writeBytes(inflater.inflate(second.getPayloadData(), false, 10_000));
            received.writeBytes(inflater.inflate(third.getPayloadData(), true, 10_000));
            assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo("tideway ".repeat(200));
            inflater.end();
        }
    }
}
