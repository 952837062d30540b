package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcasterTest {
    private final List<Object> messages = new ArrayList<>();
    private final BroadcastResult result = new BroadcastResult(3, 2, 1, 0, 0, 0);
    private final Broadcaster broadcaster = (Broadcaster) Proxy.newProxyInstance(
            Broadcaster.class.getClassLoader(), new Class<?>[] {Broadcaster.class}, (proxy, method, arguments) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                assertThat(method.getName()).isEqualTo("broadcast");
                messages.add(arguments[0]);
                return result;
            });

    @Test
    void aTextIsBroadcastAsAMessage() {
        assertThat(broadcaster.broadcastText("hello")).isSameAs(result);
        assertThat(messages).containsExactly(Message.text("hello"));
    }

    @Test
    void bytesAreBroadcastAsACopy() {
        byte[] data = {1, 2};

        assertThat(broadcaster.broadcastBinary(data)).isSameAs(result);
        data[0] = 9;
        assertThat(messages).containsExactly(Message.binary(new byte[] {1, 2}));
    }

    @Test
    void aBufferIsBroadcastBetweenPositionAndLimit() {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1).limit(3);

        assertThat(broadcaster.broadcastBinary(data)).isSameAs(result);
        assertThat(messages).containsExactly(Message.binary(new byte[] {1, 2}));
        assertThat(data.position()).isEqualTo(1);
    }
}
