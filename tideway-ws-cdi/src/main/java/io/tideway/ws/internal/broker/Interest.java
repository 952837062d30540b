package io.tideway.ws.internal.broker;

import io.tideway.ws.Target;
import io.tideway.ws.internal.delivery.RoomUpdates;
import io.tideway.ws.internal.registry.UseListener;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node subscribed to the channels of the rooms and users that it has connections of. Thread-safe.
 *
 * <p>A subscription begins with the first connection. It ends with the upkeep that finds none, two seconds later at
 * most, and not before the room's log has stopped delivering: so a log never misses what it could not know of.
 */
final class Interest implements UseListener {
    private final Broker broker;
    private final Executor executor;
    private final ConcurrentMap<Channel, Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile @Nullable RoomUpdates updates;

    /**
     * Creates the interest of a node without connections.
     *
     * @param executor where rooms are told of their subscription
     */
    Interest(Broker broker, Executor executor) {
        this.broker = broker;
        this.executor = executor;
    }

    /** Tells from now on which rooms have members, and which are subscribed. */
    void tell(RoomUpdates later) {
        updates = later;
    }

    @Override
    public void occupied(Target group) {
        RoomUpdates rooms = updates;
        if (group instanceof Target.OfRoom room && rooms != null) {
            rooms.occupied(room.name());
        }
        channel(group).ifPresent(this::want);
    }

    @Override
    public void emptied(Target group) {
        channel(group).ifPresent(this::idle);
    }

    private static Optional<Channel> channel(Target group) {
        if (group instanceof Target.OfRoom room) {
            return Optional.of(Channel.room(room.name()));
        }
        return group instanceof Target.OfUser user ? Optional.of(Channel.user(user.userId())) : Optional.empty();
    }

    /** Ends the subscriptions without connections; called once a second, after the upkeep of the logs. */
    void upkeep() {
        RoomUpdates rooms = updates;
        subscriptions.forEach((channel, subscription) -> {
            boolean delivering =
                    channel.kind() == Channel.Kind.ROOM && rooms != null && rooms.isDelivering(channel.name());
            if (subscription.isIdle() && !delivering) {
                subscription.endIfIdle();
                call(channel, subscription);
            }
        });
    }

    private void want(Channel channel) {
        while (true) {
            Subscription subscription = subscriptions.computeIfAbsent(channel, unused -> new Subscription());
            if (subscription.want()) {
                call(channel, subscription);
                return;
            }
            subscriptions.remove(channel, subscription);
        }
    }

    private void idle(Channel channel) {
        Subscription subscription = subscriptions.get(channel);
        if (subscription != null) {
            subscription.idle();
        }
    }

    /** Asks the broker for what is wanted: one call at a time for each channel, since the latest one decides. */
    private void call(Channel channel, Subscription subscription) {
        if (!subscription.begin()) {
            return;
        }
        for (Subscription.Call call = subscription.next(); call != Subscription.Call.NONE; call = subscription.next()) {
            try {
                call(channel, call);
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.report(e); // thrown on, it would end all later calls for this channel
            }
        }
        if (subscription.isRetired()) {
            subscriptions.remove(channel, subscription);
        }
    }

    private void call(Channel channel, Subscription.Call call) {
        if (call == Subscription.Call.UNSUBSCRIBE) {
            var unused = broker.unsubscribe(channel);
        } else {
            var unused = broker.subscribe(channel).thenRunAsync(() -> subscribed(channel), executor);
        }
    }

    private void subscribed(Channel channel) {
        RoomUpdates rooms = updates;
        if (channel.kind() == Channel.Kind.ROOM && rooms != null) {
            rooms.subscribed(channel.name());
        }
    }
}
