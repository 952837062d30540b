package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.BrokerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes brokers in memory, where {@code tideway.ws.cluster.memory.bus} names what they share: the applications of one
 * process with the same name are nodes of one cluster. The name {@code unreachable} is that of a broker that is not,
 * {@code late} that of one whose first attempt to connect fails, {@code slow} that of one whose first attempt takes a
 * moment, {@code silent} that of one whose first attempt does not end before its stop, and {@code cut} that of one that
 * a test cuts off.
 */
public final class TestBrokers implements BrokerProvider {
    static final String BUS = "tideway.ws.cluster.memory.bus";
    static final String UNREACHABLE = "unreachable";
    static final String LATE = "late";
    static final String SLOW = "slow";
    static final String SILENT = "silent";
    static final String CUT = "cut";

    private static final ConcurrentMap<String, MemoryBus> BUSES = new ConcurrentHashMap<>();

    private static final List<BrokerListener> TO_CUT = new CopyOnWriteArrayList<>();

    /** Cuts off all brokers that are meant for it. */
    static void cut() {
        TO_CUT.forEach(listener -> listener.disconnected("cut off"));
        TO_CUT.clear();
    }

    static MemoryBus bus(String name) {
        return BUSES.computeIfAbsent(name, unused -> new MemoryBus(System::nanoTime, 1_000_000));
    }

    @Override
    public Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings) {
        return settings.apply(BUS).map(name -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(BUS + " must not be empty");
            }
            Broker broker = bus(name).node();
            return switch (name) {
                case UNREACHABLE -> unreachable(broker);
                case LATE -> late(broker);
                case SLOW -> slow(broker);
                case SILENT -> silent(broker);
                case CUT -> toCut(broker);
                default -> broker;
            };
        });
    }

    private static Broker toCut(Broker broker) {
        return starting(broker, listener -> {
            TO_CUT.add(listener);
            return broker.start(listener);
        });
    }

    private static Broker late(Broker broker) {
        return starting(broker, listener -> {
            new Thread(() -> {
                        var unused = broker.start(listener);
                    })
                    .start();
            return CompletableFuture.failedStage(new BrokerException("connection refused yet"));
        });
    }

    private static Broker slow(Broker broker) {
        Executor later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
        return starting(
                broker,
                listener -> CompletableFuture.supplyAsync(() -> broker.start(listener), later)
                        .thenCompose(Function.identity()));
    }

    private static Broker silent(Broker broker) {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        return attempt;
                    }
                    if (method.getName().equals("stop")) {
                        attempt.completeExceptionally(new BrokerException("stopped"));
                    }
                    return call(broker, method, arguments);
                });
    }

    /** Returns a broker that starts in its own way. */
    private static Broker starting(Broker broker, Function<BrokerListener, CompletionStage<Void>> start) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        return start.apply((BrokerListener) arguments[0]);
                    }
                    return call(broker, method, arguments);
                });
    }

    private static Broker unreachable(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("stop")) {
                        return CompletableFuture.failedStage(new BrokerException("connection refused"));
                    }
                    return call(broker, method, arguments);
                });
    }

    private static Object call(Broker broker, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(broker, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
