package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Makes a broker in memory, for the setting {@link #KEY}, that refuses at once what is published. */
public final class RefusingBroker implements BrokerProvider {
    static final String KEY = "tideway.ws.cluster.refusing";

    @Override
    public Optional<Broker> broker(String nodeId, Function<String, Optional<String>> settings) {
        return settings.apply(KEY).map(value -> refusing(new MemoryBus(System::nanoTime, 1_000_000).node()));
    }

    private static Broker refusing(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append") || method.getName().equals("publish")) {
                        return CompletableFuture.failedStage(new BrokerException("the queue is full"));
                    }
                    try {
                        return method.invoke(broker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
