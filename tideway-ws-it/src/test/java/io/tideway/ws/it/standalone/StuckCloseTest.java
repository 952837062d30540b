package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Has both sides close, each with a code of its own. */
class StuckCloseTest extends StandaloneTest {

    @WebSocketEndpoint(
            value = "/stuck-close",
            sendTimeout = "30s",
            closeTimeout = "30s",
            outboundQueueBytes = 2 * SlowReader.STUCK_BYTES)
    static class Closing extends RecordingEchoEndpoint {}

    @Test
    void theClientsCloseIsReportedWhereOursIsStuckBehindAMessage() throws IOException {
        String tag = application.tag();
        SlowReader client = SlowReader.of(application.raw("/stuck-close?tag=" + tag), connection(tag));
        client.connection().close(CloseFrame.of(4001));
        client.socket().send(Frame.close(4002));
        assertThat(end(tag)).isEqualTo("disconnect 4002 ");
        assertThat(client.socket().closeFrame().closeCode()).isEqualTo(4002);
    }

    @Test
    void ourCloseIsReportedOnceTheClientHasIt() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/stuck-close?tag=" + tag);
        connection(tag).close(CloseFrame.of(4001));
        assertThat(client.closeFrame().closeCode()).isEqualTo(4001);
        client.send(Frame.close(4002));
        assertThat(end(tag)).isEqualTo("disconnect 4001 ");
    }
}
