package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void aBinaryMessageKeepsACopyOfItsBytes() {
        byte[] bytes = {1, 2, 3};
        Message.Binary message = (Message.Binary) Message.binary(bytes);
        bytes[0] = 9;
        assertThat(message.data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void aBinaryMessageLeavesTheCallersBufferAsItWas() {
        ByteBuffer data = ByteBuffer.allocate(8).position(2).limit(5);
        assertThat(((Message.Binary) Message.binary(data)).data().remaining()).isEqualTo(3);
        assertThat(data.position()).isEqualTo(2);
        assertThat(data.limit()).isEqualTo(5);
    }

    @Test
    void readersOfAMessageDoNotShareAPosition() {
        Message.Binary message = (Message.Binary) Message.binary(new byte[] {1, 2});
        message.data().get();
        assertThat(message.data().remaining()).isEqualTo(2);
        assertThat(message.data().isReadOnly()).isTrue();
    }

    @Test
    void controlFramesCarryAtMost125Bytes() {
        assertThat(new Message.Ping(ByteBuffer.allocate(125)).data().remaining())
                .isEqualTo(125);
        assertThatThrownBy(() -> new Message.Ping(ByteBuffer.allocate(126)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 125 bytes");
        assertThatThrownBy(() -> new Message.Pong(ByteBuffer.allocate(126))).hasMessageContaining("but was 126");
    }

    @Test
    void aCloseThatOnlyReportsCannotBeSent() {
        assertThatThrownBy(() -> Message.close(CloseFrame.ABNORMAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1006");
    }
}
