package io.tideway.ws.internal.broker;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes a broker in memory behave as one behind a network: calls are carried out later, in their order, and what
 * arrives comes on another thread than the answers, so both overtake each other.
 */
final class EventLoopBroker implements AutoCloseable {
    private final ExecutorService calls = Executors.newSingleThreadExecutor();
    private final ExecutorService arrivals = Executors.newSingleThreadExecutor();

    Broker around(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    CompletableFuture<Object> done = new CompletableFuture<>();
                    calls.execute(() -> {
                        try {
                            Object result = method.getName().equals("start")
                                    ? broker.start(later((BrokerListener) arguments[0]))
                                    : method.invoke(broker, arguments);
                            ((CompletionStage<?>) result).whenComplete((value, failure) -> {
                                if (failure == null) {
                                    done.complete(value);
                                } else {
                                    done.completeExceptionally(failure);
                                }
                            });
                        } catch (InvocationTargetException e) {
                            done.completeExceptionally(e.getCause());
                        } catch (IllegalAccessException | RuntimeException e) {
                            done.completeExceptionally(e);
                        }
                    });
                    return done;
                });
    }

    private BrokerListener later(BrokerListener listener) {
        return new BrokerListener() {
            @Override
            public void received(Channel channel, byte[] data) {
                arrivals.execute(() -> listener.received(channel, data));
            }

            @Override
            public void appended(String room, RoomPosition position, byte[] data) {
                arrivals.execute(() -> listener.appended(room, position, data));
            }

            @Override
            public void connected() {
                arrivals.execute(listener::connected);
            }

            @Override
            public void disconnected(String cause) {
                arrivals.execute(() -> listener.disconnected(cause));
            }
        };
    }

    @Override
    public void close() {
        calls.shutdownNow();
        arrivals.shutdownNow();
    }
}
