package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseReportTest {

    @WebSocketEndpoint("/reasons")
    public static class ReasonRecorder implements WebSocketHandler {
        private final BlockingQueue<CloseFrame> reasons = new LinkedBlockingQueue<>();

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            reasons.add(reason);
        }

        CloseFrame nextReason() throws InterruptedException {
            return reasons.poll(60, TimeUnit.SECONDS);
        }
    }

    private static CloseFrame reported(byte[] frame) throws Exception {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(ReasonRecorder.class)
                        .start();
                RawClient client = RawClient.upgraded(server.port(), "/reasons")) {
            client.send(frame);
            client.frame();
            return server.select(ReasonRecorder.class).nextReason();
        }
    }

    @Test
    void aCloseWithoutACodeIsReportedAs1005WhichCannotBeSent() throws Exception {
        CloseFrame reason = reported(Frame.masked(Frame.CLOSE, true, new byte[0]));
        assertThat(reason).isEqualTo(CloseFrame.NO_STATUS);
        assertThat(reason.isSendable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1012, 1013, 1014})
    void aCodeOfAServerIsReportedAsItCame(int code) throws Exception {
        assertThat(reported(Frame.close(code))).isEqualTo(CloseFrame.of(code));
    }
}
