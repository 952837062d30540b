package io.tideway.ws.tyrus.internal.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FramesTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void messagesComeBackWhole() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            for (String text :
                    List.of("", "x", "ä".repeat(1000), "y".repeat(70_000), "z".repeat(TestFront.MAX_FRAME))) {
                client.send(Frame.text(text));
                assertThat(client.frame().text()).isEqualTo(text);
            }
        }
    }

    @Test
    void manyMessagesInOneWriteAndOneMessageInManyWritesArriveInOrder() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            ByteBuffer all = ByteBuffer.allocate(64 * 1024);
            for (int i = 0; i < 1000; i++) {
                all.put(Frame.text("message " + i));
            }
            byte[] bytes = new byte[all.position()];
            all.flip().get(bytes);
            client.send(bytes);
            for (int i = 0; i < 1000; i++) {
                assertThat(client.frame().text()).isEqualTo("message " + i);
            }
            for (byte b : Frame.text("q".repeat(300))) {
                client.send(new byte[] {b});
            }
            assertThat(client.frame().text()).isEqualTo("q".repeat(300));
        }
    }

    @Test
    void aPingIsAnswered() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            for (String payload : List.of("", "here?", "x".repeat(125))) {
                client.send(Frame.masked(Frame.PING, true, payload.getBytes(UTF_8)));
                Frame pong = client.frame();
                assertThat(pong.opcode()).isEqualTo(10);
                assertThat(pong.text()).isEqualTo(payload);
            }
        }
    }

    @Test
    void aFrameWithoutMaskEndsIn1002() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(new byte[] {(byte) 0x81, 1, 'x'});
            assertThat(client.frame().closeCode()).isEqualTo(1002);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1002);
    }

    @Test
    void aFrameThatIsTooLargeEndsIn1009EvenWhileItIsStillBeingSent() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.BINARY, true, new byte[5_000_000]));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1009);
    }

    @Test
    void anOversizedFrameGetsTheReasonOfAnOversizedMessage() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.BINARY, true, new byte[TestFront.MAX_FRAME + 1]));
            byte[] payload = client.frame().payload();
            assertThat(new String(payload, 2, payload.length - 2, UTF_8))
                    .isEqualTo("a message may have at most 100000 bytes");
        }
    }

    @Test
    void fragmentsThatAreTooLargeTogetherEndIn1009() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] part = Frame.masked(Frame.TEXT, true, new byte[TestFront.MAX_FRAME - 10]);
            part[0] = 1;
            client.send(part);
            client.send(Frame.masked(Frame.CONTINUATION, true, new byte[100]));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
        }
        assertThat(front.nextCloseCode()).isEqualTo(1009);
    }

    @Test
    void invalidUtf8EndsIn1007() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.TEXT, true, new byte[] {(byte) 0xC3, 0x28}));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
        }
    }
}
