package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows that frames without a message cost no memory and do not delay other connections. */
@Tag("alone")
class FloodTest extends StandaloneTest {
    private static final int ROUNDS = 100;
    private static final int FRAMES_OF_A_ROUND = 5_000;
    private static final long MEGABYTE = 1_000_000;

    @WebSocketEndpoint("/flooded")
    static class Flooded extends RecordingEchoEndpoint {}

    private static byte[] round(int opcode, boolean fin, int length) {
        byte[] frame = Frame.masked(opcode, fin, new byte[length]);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES_OF_A_ROUND; i++) {
            frames.writeBytes(frame);
        }
        return frames.toByteArray();
    }

    private static long liveHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void theOthersAreServed() {
        assertThat(application.connect("/flooded").ask("hello")).isEqualTo("hello");
    }

    @Test
    void pingsWhoseAnswersAreNeverReadCostNoMemory() throws IOException {
        RawClient client = application.raw("/flooded?tag=pings");
        connection("pings");
        byte[] pings = round(Frame.PING, true, 125);
        long before = liveHeap();
        for (int i = 0; i < ROUNDS; i++) {
            client.send(pings);
        }
        theOthersAreServed();
        eventually(() -> assertThat(liveHeap() - before).isLessThan(20 * MEGABYTE));
    }

    @Test
    void halfAMillionEmptyFragmentsAreOneMessage() throws IOException {
        RawClient client = application.raw("/flooded?tag=fragments");
        byte[] nothing = round(Frame.CONTINUATION, false, 0);
        client.send(Frame.masked(Frame.TEXT, false, new byte[0]));
        for (int i = 0; i < ROUNDS; i++) {
            client.send(nothing);
        }
        theOthersAreServed();
        client.send(Frame.masked(Frame.CONTINUATION, true, new byte[] {'x'}));
        assertThat(client.dataFrame().text()).isEqualTo("x");
    }

    @Test
    void largeFramesThatAreOnlyAnnouncedCostNoMemory() throws IOException {
        long before = liveHeap();
        byte[] half = Frame.masked(Frame.BINARY, true, new byte[65_000]);
        for (int i = 0; i < 300; i++) {
            application.raw("/flooded").send(Arrays.copyOf(half, 10));
        }
        theOthersAreServed();
        eventually(() -> assertThat(liveHeap() - before).isLessThan(10 * MEGABYTE));
    }
}
