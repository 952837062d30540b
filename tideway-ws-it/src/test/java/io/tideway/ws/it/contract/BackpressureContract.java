package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server that it stops reading from a client whose handler is busy. */
public abstract class BackpressureContract {
    private static final long FLOOD_BYTES = 200_000_000;
    private static final long MOST_GROWTH = 20_000_000;
    private static final long MOST_IN_SOCKETS = 5_000_000;
    private static final int FEW_FRAMES_BYTES = 10_000;
    private static final int BATCH_BYTES = 60_000;
    private static final int PINGS = 500;

    private final ContractClient application;
    private final String tag;

    protected BackpressureContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    @ParameterizedTest
    @CsvSource({"container, 60000", "container, 100", "managed, 60000", "managed, 100"})
    void aFloodOfABusyHandlerWaitsOrIsClosedAndAddsNoHeap(String dispatch, int size) throws Exception {
        String path = "/blocking/" + dispatch;
        RawClient client = application.raw(path + "?tag=" + tag);
        client.send(Frame.text("block"));
        application.eventually(() -> assertThat(application.journal(tag)).contains("blocked"));
        long before = usedBytes();
        Flood flood = new Flood(client, size);
        flood.start();
        long sent = flood.awaitStandstill();
        application.eventually(() -> assertThat(usedBytes() - before) // once the server has parsed what it had read
                .as("growth after %s bytes were sent", sent)
                .isLessThan(MOST_GROWTH));
        if (application.has(Deviation.STOPS_READING_FOR_SECONDS) && !dispatch.equals("container")) {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1008);
            assertThat(application.connect(path).ask("release " + tag)).isEqualTo("released");
            return;
        }
        assertThat(application.connect(path).ask("release " + tag)).isEqualTo("released");
        if (application.has(Deviation.CANNOT_STOP_READING) && !dispatch.equals("container")) {
            assertThat(client.closeCode())
                    .isIn(
                            application.has(Deviation.DROPS_CLIENTS_THAT_SEND_DURING_A_CLOSE)
                                    ? Set.of(1008, 1006)
                                    : Set.of(1008));
            application.eventually(() -> assertThat(application.journal(tag)).contains("disconnect 1008"));
        } else if (application.has(Deviation.SPENDS_MILLISECONDS_ON_A_FRAME) && size < FEW_FRAMES_BYTES) {
            assertThat(application.ask("open " + tag))
                    .as("still open, and at work for minutes")
                    .isEqualTo("true");
        } else {
            int messages = flood.finish();
            client.send(Frame.text("?"));
            assertThat(client.dataFrame().text()).isEqualTo(String.valueOf(messages));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60000, 100})
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aFloodOfAHandlerThatIsBusyOnAVirtualThreadWaitsOrIsClosedAndAddsNoHeap(int size) throws Exception {
        aFloodOfABusyHandlerWaitsOrIsClosedAndAddsNoHeap("configured", size);
        assertThat(application.journal(tag)).contains("on a virtual thread");
    }

    @Test
    void aCloseSentToABusyHandlerIsReportedOnceTheHandlerReturns() throws Exception {
        RawClient client = application.raw("/blocking/container?tag=" + tag);
        client.send(Frame.text("block"));
        application.eventually(() -> assertThat(application.journal(tag)).contains("blocked"));
        for (int i = 0; i < 100; i++) {
            client.send(Frame.masked(Frame.BINARY, true, new byte[100]));
        }
        client.send(Frame.close(4000));
        assertThat(application.connect("/blocking/container").ask("release " + tag))
                .isEqualTo("released");
        assertThat(client.closeFrame().closeCode()).isEqualTo(4000);
        application.eventually(
                () -> assertThat(application.journal(tag)).containsExactly("blocked", "disconnect 4000"));
    }

    @Test
    void pingsCountInTheInboundRateWhereTheServerShowsThem() throws IOException {
        RawClient client = application.raw("/inbound-rate?tag=" + tag);
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < PINGS; i++) {
            flood.writeBytes(Frame.masked(Frame.PING, true, new byte[] {1}));
        }
        client.send(flood.toByteArray());
        if (application.has(Deviation.ANSWERS_PINGS_UNSEEN)) {
            client.send(Frame.text("still here"));
            assertThat(client.dataFrame().text()).isEqualTo("still here");
        } else {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void emptyFragmentsCountInTheInboundRateWhereTheServerShowsThem() throws IOException {
        RawClient client = application.raw("/inbound-rate?tag=" + tag);
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(Frame.masked(Frame.TEXT, false, new byte[] {'a'}));
        for (int i = 0; i < PINGS; i++) {
            flood.writeBytes(Frame.masked(Frame.CONTINUATION, false, new byte[0]));
        }
        client.send(flood.toByteArray());
        if (application.has(Deviation.SWALLOWS_EMPTY_FRAGMENTS)) {
            client.send(Frame.masked(Frame.CONTINUATION, true, new byte[] {'b'}));
            assertThat(client.dataFrame().text()).isEqualTo("ab");
        } else {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void whatCountsAsSentIsNoMoreThanTheSocketsHold() throws IOException {
        RawClient client = application.raw("/flooding?tag=" + tag); // whose window is small, and which never reads
        client.send(Frame.text("go"));
        application.eventually(() -> assertThat(application.journal(tag)).hasSize(1));
        assertThat(Long.parseLong(application.journal(tag).get(0))).isLessThan(MOST_IN_SOCKETS);
    }

    @Test
    void observersAreToldOfASlowConsumerOnce() throws IOException {
        RawClient client = application.raw("/slow-consumer?tag=" + tag); // whose window is small, and which never reads
        client.send(Frame.text("go"));
        application.eventually(() -> assertThat(application.journal(tag))
                .filteredOn(line -> line.startsWith("slow"))
                .containsExactly("slow 20 DROP_NEWEST"));
        application.eventually(() -> assertThat(application.journal(tag))
                .filteredOn(line -> line.startsWith("async"))
                .containsExactly("async slow 20 DROP_NEWEST"));
        application.eventually(() -> assertThat(application.journal(tag))
                .filteredOn("DROPPED"::equals)
                .hasSize(10));
    }

    private long usedBytes() {
        return Long.parseLong(application.ask("memory"));
    }

    /** Sends binary messages until it is told to finish, or all are sent, or the server has had enough. */
    private static final class Flood extends Thread {
        private final RawClient client;
        private final byte[] batch;
        private final int inABatch;
        private final AtomicInteger batches = new AtomicInteger();
        private final AtomicBoolean enough = new AtomicBoolean();

        Flood(RawClient client, int size) {
            this.client = client;
            byte[] frame = Frame.masked(Frame.BINARY, true, new byte[size]);
            this.inABatch = Math.max(1, BATCH_BYTES / frame.length);
            this.batch = new byte[inABatch * frame.length];
            for (int i = 0; i < inABatch; i++) {
                System.arraycopy(frame, 0, batch, i * frame.length, frame.length);
            }
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!enough.get() && (long) batches.get() * batch.length < FLOOD_BYTES) {
                    client.send(batch);
                    batches.incrementAndGet();
                }
            } catch (IOException closed) {
                // the assertions fail then
            }
        }

        /** Waits until nothing more is sent; returns how many bytes were. */
        long awaitStandstill() {
            AtomicInteger before = new AtomicInteger(-1);
            Awaitility.await()
                    .atMost(ContractClient.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> before.getAndSet(batches.get()) == batches.get());
            return (long) batches.get() * batch.length;
        }

        /** Waits for the batch that is under way; returns how many messages went out in all. */
        int finish() throws InterruptedException {
            enough.set(true);
            join(ContractClient.PATIENCE.toMillis());
            return batches.get() * inABatch;
        }
    }
}
