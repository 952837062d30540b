package io.tideway.ws.redis.internal;

import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the subscriptions that are wanted and makes the servers' agree. Of the loop's thread, except {@link #deliver}.
 */
final class ChannelSubscriptions {
    private static final int MOST_RETRIES = 500;

    private final RedisNames names;
    private final BrokerListener listener;
    /** Returns the link that is ready for a slot, or null. */
    private final IntFunction<@Nullable Link> links;

    private final Map<String, ChannelSubscription> byName = new ConcurrentHashMap<>();
    private final Set<ChannelSubscription> awaited = new HashSet<>();
    private final Set<ChannelSubscription> refused = new LinkedHashSet<>();
    private int renewing;

    ChannelSubscriptions(RedisNames names, BrokerListener listener, IntFunction<@Nullable Link> links) {
        this.names = names;
        this.listener = listener;
        this.links = links;
    }

    /**
     * Subscribes.
     *
     * @param deadline until when the caller waits if no server takes it now
     * @param answerDeadline until when the caller waits for a server's answer
     */
    void subscribe(Channel channel, CompletableFuture<Void> stage, long deadline, long answerDeadline) {
        String name = names.channel(channel);
        ChannelSubscription subscription =
                byName.computeIfAbsent(name, made -> new ChannelSubscription(channel, name, SlotHash.getSlot(name)));
        subscription.wanted = true;
        if (subscription.state == ChannelSubscription.State.ACTIVE) {
            stage.complete(null);
            return;
        }
        await(subscription, stage, links.apply(subscription.slot) == null ? deadline : answerDeadline);
        send(subscription);
    }

    void unsubscribe(Channel channel, CompletableFuture<Void> stage, long deadline) {
        ChannelSubscription subscription = byName.get(names.channel(channel));
        if (subscription == null) {
            stage.complete(null);
            return;
        }
        subscription.wanted = false;
        await(subscription, stage, deadline);
        if (subscription.state == ChannelSubscription.State.ACTIVE) {
            end(subscription);
        } else if (subscription.state == ChannelSubscription.State.NONE) {
            forget(subscription);
        }
    }

    private void await(ChannelSubscription subscription, CompletableFuture<Void> stage, long deadline) {
        subscription.await(stage, deadline);
        awaited.add(subscription);
    }

    private void send(ChannelSubscription subscription) {
        Link link = links.apply(subscription.slot);
        if (subscription.state == ChannelSubscription.State.NONE && link != null) {
            subscription.state = ChannelSubscription.State.SUBSCRIBING;
            subscription.link = link;
            link.subscribe(List.of(subscription.name));
        }
    }

    private void end(ChannelSubscription subscription) {
        subscription.state = ChannelSubscription.State.UNSUBSCRIBING;
        if (subscription.link != null) {
            subscription.link.unsubscribe(subscription.name);
        }
    }

    private void forget(ChannelSubscription subscription) {
        byName.remove(subscription.name);
        renewed(subscription);
        refused.remove(subscription);
        settled(subscription);
    }

    private void settled(ChannelSubscription subscription) {
        awaited.remove(subscription);
        subscription.settled();
    }

    private void renewing(ChannelSubscription subscription) {
        if (!subscription.renewing) {
            subscription.renewing = true;
            renewing++;
        }
    }

    private void renewed(ChannelSubscription subscription) {
        if (subscription.renewing) {
            subscription.renewing = false;
            renewing--;
        }
    }

    /** Takes what a server acknowledges; returns whether it had refused it before. */
    boolean subscribed(Link link, String name) {
        ChannelSubscription subscription = byName.get(name);
        if (subscription == null
                || subscription.link != link
                || subscription.state != ChannelSubscription.State.SUBSCRIBING) {
            return false;
        }
        subscription.state = ChannelSubscription.State.ACTIVE;
        renewed(subscription);
        if (subscription.wanted) {
            settled(subscription);
        } else {
            end(subscription);
        }
        return refused.remove(subscription);
    }

    /** Takes that a server refuses to subscribe to some channels, or to one of them, which it does not name. */
    void refused(Link link, List<String> names) {
        for (String name : names) {
            ChannelSubscription subscription = byName.get(name);
            if (subscription == null
                    || subscription.link != link
                    || subscription.state != ChannelSubscription.State.SUBSCRIBING) {
                continue;
            }
            subscription.state = ChannelSubscription.State.NONE;
            subscription.link = null;
            if (subscription.wanted) {
                renewing(subscription);
                refused.add(subscription);
            } else {
                forget(subscription);
            }
        }
    }

    boolean haveRefused() {
        return !refused.isEmpty();
    }

    /** Tries some of those that were refused again: each alone, since one may have kept others from being made. */
    void retryRefused() {
        List<ChannelSubscription> some = refused.stream().limit(MOST_RETRIES).toList();
        for (ChannelSubscription subscription : some) {
            // The next time it is the turn of others.
            refused.remove(subscription);
            refused.add(subscription);
            send(subscription);
        }
    }

    /** Takes what a server acknowledges, or does by itself; returns whether the latter. */
    boolean unsubscribed(Link link, String name) {
        ChannelSubscription subscription = byName.get(name);
        if (subscription == null || subscription.link != link) {
            return false;
        }
        boolean ofItsOwn = subscription.state != ChannelSubscription.State.UNSUBSCRIBING;
        subscription.state = ChannelSubscription.State.NONE;
        subscription.link = null;
        if (!subscription.wanted) {
            forget(subscription);
        } else if (!ofItsOwn) {
            send(subscription);
        }
        return ofItsOwn;
    }

    /** Makes the subscriptions of a link that is ready now. */
    void renew(Link link) {
        List<String> channels = new ArrayList<>();
        for (ChannelSubscription subscription : byName.values()) {
            if (subscription.state == ChannelSubscription.State.NONE && links.apply(subscription.slot) == link) {
                subscription.state = ChannelSubscription.State.SUBSCRIBING;
                subscription.link = link;
                renewing(subscription);
                channels.add(subscription.name);
            }
        }
        if (!channels.isEmpty()) {
            link.subscribe(channels);
        }
    }

    /** Gives up those that another server has to have now; returns how many. */
    int moveAway() {
        int moved = 0;
        for (ChannelSubscription subscription : byName.values()) {
            Link held = subscription.link;
            if (held != null && held != links.apply(subscription.slot)) {
                if (held.isReady()) {
                    held.unsubscribe(subscription.name);
                }
                subscription.link = null;
                subscription.state = ChannelSubscription.State.NONE;
                moved++;
            }
        }
        return moved;
    }

    void lost(Link link) {
        for (ChannelSubscription subscription : List.copyOf(byName.values())) {
            if (subscription.link == link) {
                subscription.link = null;
                subscription.state = ChannelSubscription.State.NONE;
                renewed(subscription);
                if (!subscription.wanted) {
                    forget(subscription);
                }
            }
        }
    }

    boolean areRenewed() {
        return renewing == 0;
    }

    void tick(long now, Supplier<BrokerException> cause) {
        for (ChannelSubscription subscription : List.copyOf(awaited)) {
            subscription.expire(now, cause);
            if (!subscription.isAwaited()) {
                awaited.remove(subscription);
            }
        }
    }

    void stop(BrokerException cause) {
        List<ChannelSubscription> all = List.copyOf(byName.values());
        byName.clear();
        awaited.clear();
        all.forEach(subscription -> subscription.failed(cause));
    }

    /** Hands over what arrives; on a thread of Netty. */
    void deliver(String name, byte[] frame) {
        ChannelSubscription subscription = byName.get(name);
        if (subscription != null) {
            subscription.deliver(frame, listener);
        }
    }
}
