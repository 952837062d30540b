package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows the effect of the options that bound what a client may send. */
class InboundOptionsTest extends StandaloneTest {

    @WebSocketEndpoint(value = "/rate", inboundRate = 1, inboundBurst = 5)
    static class InboundRateEndpoint extends RecordingEchoEndpoint {}

    @WebSocketEndpoint(value = "/busy", inboundQueueMessages = 4, dispatch = Dispatch.MANAGED)
    static class BlockingEndpoint extends RecordingEchoEndpoint {
        private final Semaphore leave = new Semaphore(0);

        @Override
        public void onMessage(Connection connection, Message message) {
            leave.acquireUninterruptibly();
            super.onMessage(connection, message);
        }

        void release() {
            leave.release(1000);
        }
    }

    @WebSocketEndpoint(value = "/tiny", maxMessageBytes = 1)
    static class OneByteEndpoint extends RecordingEchoEndpoint {}

    @Inject
    BlockingEndpoint busy;

    @Test
    void aBurstIsTakenAndWhatGoesBeyondTheRateEndsIn1008() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/rate?tag=" + tag);
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            flood.writeBytes(Frame.text("" + i));
        }
        client.send(flood.toByteArray());
        int echoed = 0;
        Frame frame = client.dataFrame();
        while (frame.opcode() == Frame.TEXT) {
            assertThat(frame.text()).isEqualTo("" + echoed++);
            frame = client.dataFrame();
        }
        assertThat(frame.closeCode()).isEqualTo(1008);
        assertThat(echoed)
                .as("the burst, and what a slow machine lets pass meanwhile")
                .isBetween(5, 20);
        client.send(Frame.close(1008));
        assertThat(end(tag)).isEqualTo("disconnect 1008 too many messages");
    }

    @Test
    void aFloodOfOneClientDoesNotCloseAnother() throws IOException {
        TestConnection other = application.connect("/rate");
        RawClient flooder = application.raw("/rate");
        byte[] frame = Frame.text("flood");
        for (int i = 0; i < 100; i++) {
            flooder.send(frame);
        }
        assertThat(flooder.closeFrame().closeCode()).isEqualTo(1008);
        assertThat(other.ask("hello")).isEqualTo("hello");
    }

    @Test
    void messagesBeyondTheInboundQueueWaitAndAllArrive() {
        String tag = application.tag();
        TestConnection client = application.connect("/busy?tag=" + tag);
        List<String> numbers = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
        numbers.forEach(client::send); // one is handled, four fill the queue, and the others wait where they are
        try {
            eventually(() -> assertThat(journal.of(tag)).containsExactly("connect"));
        } finally {
            busy.release();
        }
        assertThat(client.nextTexts(100)).isEqualTo(numbers);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void theMessageLimitMayBeOneByte() {
        TestConnection client = application.connect("/tiny");
        assertThat(client.ask("x")).isEqualTo("x");
        client.send("ä");
        assertThat(client.closeCode()).isEqualTo(1009);
    }
}
