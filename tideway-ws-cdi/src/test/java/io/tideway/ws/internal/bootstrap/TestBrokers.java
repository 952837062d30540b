package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.BrokerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Makes brokers in memory, where {@code tideway.ws.cluster.memory.bus} names what they share: the applications of one
 * process with the same name are nodes of one cluster. The name {@code unreachable} is that of a broker that is not,
 * {@code late} that of one whose first attempt to connect fails, and {@code cut} that of one that a test cuts off.
 */
public final class TestBrokers implements BrokerProvider {
    static final String BUS = "tideway.ws.cluster.memory.bus";
    static final String UNREACHABLE = "unreachable";
    static final String LATE = "late";
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
                case CUT -> toCut(broker);
                default -> broker;
            };
        });
    }

    private static Broker toCut(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        TO_CUT.add((BrokerListener) arguments[0]);
                    }
                    try {
                        return method.invoke(broker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Broker late(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        new Thread(() -> {
                                    var unused = broker.start((BrokerListener) arguments[0]);
                                })
                                .start();
                        return CompletableFuture.failedStage(new BrokerException("connection refused yet"));
                    }
                    try {
                        return method.invoke(broker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Broker unreachable(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("stop")) {
                        return CompletableFuture.failedStage(new BrokerException("connection refused"));
                    }
                    try {
                        return method.invoke(broker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
