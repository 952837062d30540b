package io.tideway.ws.bench.broker;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.BrokerProvider;
import io.tideway.ws.spi.Channel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a node that has only a broker, and notes when each numbered message arrives. */
final class MeasuredNode implements BrokerListener, AutoCloseable {
    private final Broker broker;
    private final long[] nanos;
    private final AtomicInteger arrived = new AtomicInteger();

    private MeasuredNode(Broker broker, int most) {
        this.broker = broker;
        this.nanos = new long[most];
    }

    /**
     * Starts a node.
     *
     * @param most how many arrivals it notes
     */
    static MeasuredNode started(String id, Map<String, String> settings, int most) {
        Broker broker = ServiceLoader.load(BrokerProvider.class).stream()
                .map(provider -> provider.get().broker(id, key -> Optional.ofNullable(settings.get(key))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        MeasuredNode node = new MeasuredNode(broker, most);
        await(broker.start(node));
        return node;
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    Broker broker() {
        return broker;
    }

    /** Makes a message that is numbered by when it was due. */
    static byte[] message(long due, int size) {
        return ByteBuffer.allocate(size).putLong(due).array();
    }

    int arrived() {
        return arrived.get();
    }

    /** Waits until so many have arrived. */
    void awaitArrivals(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (arrived.get() < count) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("only " + arrived + " of " + count + " have arrived");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Returns the time from due to arrival below which a share of the arrivals from one to another lie. */
    double millis(double share, int from, int to) {
        long[] sorted = Arrays.copyOfRange(nanos, from, to);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    private void arrived(byte[] data) {
        long took = System.nanoTime() - ByteBuffer.wrap(data).getLong();
        int number = arrived.get();
        if (number < nanos.length) {
            nanos[number] = took;
        }
        arrived.set(number + 1); // one subscription connection delivers one after the other
    }

    @Override
    public void received(Channel channel, byte[] data) {
        arrived(data);
    }

    @Override
    public void appended(String room, RoomPosition position, byte[] data) {
        arrived(data);
    }

    @Override
    public void connected() {}

    @Override
    public void disconnected(String cause) {
        System.err.println("disconnected: " + cause);
    }

    @Override
    public void close() {
        await(broker.stop());
    }
}
