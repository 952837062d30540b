package io.tideway.ws.internal.broker;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects one node to a {@link MemoryBus}; every call is complete when it returns. */
final class MemoryBroker implements Broker {
    private final MemoryBus bus;
    private final Predicate<Channel> always;
    private final Set<Channel> subscribed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable BrokerListener listener; // while it is connected
    private volatile @Nullable String announced;

    MemoryBroker(MemoryBus bus, Predicate<Channel> always) {
        this.bus = bus;
        this.always = always;
    }

    @Override
    public CompletionStage<Void> start(BrokerListener toTell) {
        listener = toTell;
        bus.add(this);
        toTell.connected();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
        bus.remove(this);
        listener = null;
        subscribed.clear();
        return CompletableFuture.completedStage(null);
    }

    /** Receives what was published to a channel. */
    void receive(Channel channel, byte[] data) {
        BrokerListener toTell = listener;
        if (toTell != null && isSubscribed(channel)) {
            toTell.received(channel, data);
        }
    }

    /** Receives what was appended to the log of a room. */
    void receive(String room, RoomPosition position, byte[] data) {
        BrokerListener toTell = listener;
        if (toTell != null && isSubscribed(Channel.room(room))) {
            toTell.appended(room, position, data);
        }
    }

    private boolean isSubscribed(Channel channel) {
        return always.test(channel) || subscribed.contains(channel);
    }

    private <T> CompletionStage<T> done(Supplier<T> call) {
        return listener == null
                ? CompletableFuture.failedStage(new BrokerException("the broker is not connected"))
                : CompletableFuture.completedStage(call.get());
    }

    private CompletionStage<Void> did(Runnable call) {
        if (listener == null) {
            return CompletableFuture.failedStage(new BrokerException("the broker is not connected"));
        }
        call.run();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> subscribe(Channel channel) {
        return did(() -> subscribed.add(channel));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Channel channel) {
        return did(() -> subscribed.remove(channel));
    }

    @Override
    public CompletionStage<Void> publish(Channel channel, byte[] data) {
        return did(() -> bus.publish(channel, data));
    }

    @Override
    public CompletionStage<RoomPosition> append(String room, byte[] data, LogRetention retention) {
        return done(() -> bus.append(room, data, retention));
    }

    @Override
    public CompletionStage<LogPage> read(String room, HistoryQuery query, LogRetention retention) {
        return done(() -> bus.with(room, retention, log -> log.read(query)));
    }

    @Override
    public CompletionStage<Void> retain(String room, LogRetention retention) {
        return did(() -> bus.with(room, retention, MemoryLog::position));
    }

    @Override
    public CompletionStage<Void> present(String room, Collection<PresenceMember> members, Duration timeToLive) {
        return did(() -> bus.change(room, present -> present.put(members, timeToLive, bus.now())));
    }

    @Override
    public CompletionStage<Void> absent(String room, String connectionId) {
        return did(() -> bus.change(room, present -> present.remove(connectionId)));
    }

    @Override
    public CompletionStage<Presence> presence(String room) {
        return done(() -> bus.present(room, Presence.NONE, present -> present.list(bus.now())));
    }

    @Override
    public CompletionStage<PresenceCount> presenceCount(String room) {
        return done(() -> bus.present(room, PresenceCount.NONE, present -> present.count(bus.now())));
    }

    @Override
    public CompletionStage<Void> announce(ClusterNode node, Duration timeToLive) {
        return did(() -> {
            announced = node.id();
            bus.announce(node, timeToLive);
        });
    }

    @Override
    public CompletionStage<Void> withdraw() {
        return did(() -> {
            String id = announced;
            if (id != null) {
                bus.withdraw(id);
            }
        });
    }

    @Override
    public CompletionStage<List<ClusterNode>> nodes() {
        return done(bus::nodes);
    }
}
