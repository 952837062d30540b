package io.tideway.ws.internal.broker;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Cuts a node off from its broker and back. */
final class BrokenLink {
    private volatile boolean down;
    private @Nullable BrokerListener listener;

    Broker around(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        return broker.start(filtered((BrokerListener) arguments[0]));
                    }
                    boolean refused = down && !method.getName().equals("stop");
                    boolean kept = method.getName().endsWith("ubscribe"); // made with the next connection
                    try {
                        Object done = refused && !kept ? null : method.invoke(broker, arguments);
                        return refused ? CompletableFuture.failedStage(new BrokerException("cut off")) : done;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private BrokerListener filtered(BrokerListener toTell) {
        listener = toTell;
        return new BrokerListener() {
            @Override
            public void received(Channel channel, byte[] data) {
                if (!down) {
                    toTell.received(channel, data);
                }
            }

            @Override
            public void appended(String room, RoomPosition position, byte[] data) {
                if (!down) {
                    toTell.appended(room, position, data);
                }
            }

            @Override
            public void connected() {
                toTell.connected();
            }

            @Override
            public void disconnected(String cause) {
                toTell.disconnected(cause);
            }
        };
    }

    void cut() {
        down = true;
        if (listener != null) {
            listener.disconnected("cut off");
        }
    }

    void repair() {
        down = false;
        if (listener != null) {
            listener.connected();
        }
    }
}
