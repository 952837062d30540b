package io.tideway.ws.tyrus.internal.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.internal.container.FrameAssembler.FrameRefused;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidTextTest {
    private static final byte[] VALID = "κόσμε".getBytes(UTF_8);
    private static final byte[] BEYOND_UNICODE = {(byte) 0xF4, (byte) 0x90};

    private final AtomicInteger frames = new AtomicInteger();
    private final FrameAssembler assembler = new FrameAssembler(FrameLimit.plain(100_000), frame -> {
        frames.incrementAndGet();
        return true;
    });

    private static byte[] frame(int first, byte[]... payloads) {
        ByteBuffer payload = ByteBuffer.allocate(
                Arrays.stream(payloads).mapToInt(part -> part.length).sum());
        Arrays.stream(payloads).forEach(payload::put);
        byte[] frame = Frame.masked(Frame.TEXT, true, payload.array());
        frame[0] = (byte) first;
        return frame;
    }

    private void send(byte[] bytes, int from, int to) throws FrameRefused {
        assembler.accept(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
    }

    private void refused(byte[] bytes, int from, int to) {
        assertThatThrownBy(() -> send(bytes, from, to))
                .isInstanceOfSatisfying(
                        FrameRefused.class,
                        refused -> assertThat(refused.closeCode()).isEqualTo(1007));
    }

    @Test
    void itIsFoundBeforeTheFrameIsComplete() throws Exception {
        byte[] frame = frame(0x81, VALID, BEYOND_UNICODE, VALID);
        int invalid = 6 + VALID.length + 1;
        send(frame, 0, invalid);
        refused(frame, invalid, invalid + 1);
    }

    @Test
    void itIsFoundInAFragmentBeforeTheMessageIsComplete() throws Exception {
        byte[] first = frame(0x01, VALID);
        send(first, 0, first.length);
        byte[] second = frame(0x00, BEYOND_UNICODE);
        refused(second, 0, second.length);
    }

    @Test
    void itIsFoundInAFragmentBeforeTheFragmentIsComplete() throws Exception {
        byte[] first = frame(0x01, VALID, new byte[] {(byte) 0xF4});
        send(first, 0, first.length);
        byte[] second = frame(0x00, new byte[] {(byte) 0x90}, VALID);
        refused(second, 0, 7);
    }

    @Test
    void aMessageThatEndsWithinACharacterIsInvalid() throws Exception {
        byte[] first = frame(0x01, new byte[] {(byte) 0xE2, (byte) 0x82});
        send(first, 0, first.length);
        byte[] last = frame(0x80);
        refused(last, 0, last.length);
    }

    @Test
    void aControlFrameBetweenFragmentsDoesNotDisturb() throws Exception {
        byte[] first = frame(0x01, new byte[] {(byte) 0xE2, (byte) 0x82});
        send(first, 0, first.length);
        byte[] ping = frame(0x89, BEYOND_UNICODE);
        send(ping, 0, 7);
        send(ping, 7, ping.length);
        byte[] last = frame(0x80, new byte[] {(byte) 0xAC});
        send(last, 0, last.length);
        assertThat(frames).hasValue(3);
    }

    @Test
    void binaryAndCompressedMessagesAreNotText() throws Exception {
        for (int first : new int[] {0x82, 0x02, 0x80, 0xC1, 0x41, 0x80}) {
            byte[] frame = frame(first, BEYOND_UNICODE, VALID);
            send(frame, 0, 10);
            send(frame, 10, frame.length);
        }
        assertThat(frames).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void validTextPassesHoweverItIsCut(long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 3000) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        int position = 0;
        int sent = 0;
        while (position < bytes.length) {
            int length = Math.min(bytes.length - position, 1 + random.nextInt(700));
            boolean last = position + length == bytes.length;
            byte[] fragment = frame(
                    (last ? 0x80 : 0) | (position == 0 ? 1 : 0),
                    Arrays.copyOfRange(bytes, position, position + length));
            for (int from = 0; from < fragment.length; ) {
                int to = Math.min(fragment.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 900));
                send(fragment, from, to);
                from = to;
            }
            position += length;
            sent++;
        }
        assertThat(frames).hasValue(sent);
    }

    @Test
    void itClosesTheConnectionWith1007BeforeTheFrameIsComplete() throws Exception {
        try (TestFront front = new TestFront().open();
                RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] frame = frame(0x81, VALID, BEYOND_UNICODE, VALID);
            client.send(Arrays.copyOf(frame, 6 + VALID.length + 2));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
            assertThat(client.readsEof()).isTrue();
            assertThat(front.nextCloseCode()).isEqualTo(1007);
        }
    }
}
