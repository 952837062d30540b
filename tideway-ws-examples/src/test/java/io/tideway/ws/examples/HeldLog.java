package io.tideway.ws.examples;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a broker in memory, for the setting {@link #KEY}, that answers reads of a log when a test says so. */
public final class HeldLog implements BrokerProvider {
    static final String KEY = "tideway.ws.cluster.held";

    private static final Queue<Read> READS = new ConcurrentLinkedQueue<>();

    private static volatile boolean holding;

    private record Read(CompletableFuture<Object> answer, CompletionStage<?> page) {}

    /** Has reads wait from now on; forgets those that a failed test has left. */
    static void hold() {
        READS.clear();
        holding = true;
    }

    /** Answers what waits, and from now on at once. */
    static void answer() {
        release(read -> read.page().thenAccept(read.answer()::complete));
    }

    /** Fails what waits; from now on reads are answered at once. */
    static void fail() {
        release(read -> read.answer().completeExceptionally(new BrokerException("cut off")));
    }

    private static void release(Consumer<Read> how) {
        holding = false;
        for (Read read = READS.poll(); read != null; read = READS.poll()) {
            how.accept(read);
        }
    }

    @Override
    public Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings) {
        return settings.apply(KEY).map(value -> held(new MemoryBus(System::nanoTime, 1_000_000).node()));
    }

    private static Broker held(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(broker, arguments);
                        return holding && method.getName().equals("read") ? later((CompletionStage<?>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static CompletionStage<?> later(CompletionStage<?> page) {
        Read read = new Read(new CompletableFuture<>(), page);
        READS.add(read);
        return read.answer();
    }
}
