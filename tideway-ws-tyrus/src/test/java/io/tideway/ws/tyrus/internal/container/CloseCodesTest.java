package io.tideway.ws.tyrus.internal.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodesTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void aCloseIsAnsweredAndReportedWithItsOwnCode(int code) throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.close(code));
            Frame answer = client.frame();
            assertThat(answer.opcode()).isEqualTo(8);
            assertThat(answer.closeCode()).isEqualTo(code);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(code);
        assertThat(front.closeCodes).isEmpty();
    }

    @Test
    void aCloseWithoutACodeIsAnsweredWithoutOneAndReportedAs1005() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.CLOSE, true, new byte[0]));
            Frame answer = client.frame();
            assertThat(answer.opcode()).isEqualTo(8);
            assertThat(answer.payload()).isEmpty();
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1005);
        assertThat(front.closeCodes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void aCodeThatMustNotBeSentEndsIn1002(int code) throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.close(code));
            assertThat(client.frame().closeCode()).isEqualTo(1002);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1002);
    }

    @Test
    void aCloseWithHalfACodeEndsIn1002() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.CLOSE, true, new byte[] {3}));
            assertThat(client.frame().closeCode()).isEqualTo(1002);
        }
        assertThat(front.nextCloseCode()).isEqualTo(1002);
    }

    @Test
    void aReasonThatIsNotUtf8EndsIn1007() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            client.send(Frame.masked(Frame.CLOSE, true, new byte[] {3, (byte) 0xE8, (byte) 0xC3, 0x28}));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
        }
        assertThat(front.nextCloseCode()).isEqualTo(1007);
    }

    @Test
    void theReasonOfACloseIsAnswered() throws Exception {
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/ws")) {
            byte[] payload = ByteBuffer.allocate(5)
                    .putShort((short) 1013)
                    .put("bye".getBytes(UTF_8))
                    .array();
            client.send(Frame.masked(Frame.CLOSE, true, payload));
            assertThat(client.frame().payload()).isEqualTo(payload);
        }
        assertThat(front.nextCloseCode()).isEqualTo(1013);
    }
}
