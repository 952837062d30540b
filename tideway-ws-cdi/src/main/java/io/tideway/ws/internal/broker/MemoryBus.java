package io.tideway.ws.internal.broker;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Holds logs, presence, subscriptions and announcements in memory: those of one node, or of several in one process.
 * Thread-safe.
 *
 * <p>{@link #expire} drops what is too old; it is to be called at least once a second.
 */
public final class MemoryBus {
    private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicLong expiryAt;
    private final MemoryLogs logs;
    private final ConcurrentMap<String, MemoryPresence> presence = new ConcurrentHashMap<>();
    private final ConcurrentMap<Channel, SerialDelivery> deliveries = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Announcement> nodes = new ConcurrentHashMap<>();
    private final Set<MemoryBroker> brokers = ConcurrentHashMap.newKeySet();

    private record Announcement(ClusterNode node, long end) {}

    /**
     * Creates an empty bus.
     *
     * @param nanos the monotonic clock, in nanoseconds
     * @param mostLogBytes the bound of all logs together
     */
    public MemoryBus(LongSupplier nanos, long mostLogBytes) {
        this.nanos = nanos;
        this.expiryAt = new AtomicLong(nanos.getAsLong() + EXPIRY_NANOS);
        this.logs = new MemoryLogs(nanos, mostLogBytes);
    }

    /** Connects the only node of an application: it receives everything, subscribed or not. */
    public Broker onlyNode() {
        return new MemoryBroker(this, channel -> true);
    }

    /** Connects one of several nodes, which receives what it subscribes to. */
    public Broker node() {
        return new MemoryBroker(this, channel -> false);
    }

    /** Counts the logs. */
    public int logCount() {
        return logs.count();
    }

    /** Weighs all logs together, in bytes. */
    public long logBytes() {
        return logs.bytes();
    }

    /** Counts the logs that gave way to others. */
    public long logsEvicted() {
        return logs.evicted();
    }

    /** Drops logs and presence that are too old, and what no channel needs; once a second, whenever it is called. */
    public void expire() {
        long now = nanos.getAsLong();
        long due = expiryAt.get();
        if (now - due < 0 || !expiryAt.compareAndSet(due, now + EXPIRY_NANOS)) {
            return;
        }
        logs.expire();
        deliveries.values().removeIf(SerialDelivery::retireIfIdle);
        presence.forEach((room, members) -> presence.computeIfPresent(room, (name, present) -> {
            synchronized (present) {
                return present.isEmpty(now) ? null : present;
            }
        }));
    }

    void add(MemoryBroker broker) {
        brokers.add(broker);
    }

    void remove(MemoryBroker broker) {
        brokers.remove(broker);
    }

    void publish(Channel channel, byte[] data) {
        add(channel, broker -> broker.receive(channel, data)).run();
    }

    RoomPosition append(String room, byte[] data, LogRetention retention) {
        record Appended(RoomPosition position, SerialDelivery delivery) {}
        long now = nanos.getAsLong();
        Appended appended = with(room, retention, log -> {
            RoomPosition position = log.append(data, now);
            // Under the log's lock, so that what is delivered has the order of the offsets.
            SerialDelivery delivery = add(Channel.room(room), broker -> broker.receive(room, position, data));
            return new Appended(position, delivery);
        });
        appended.delivery().run();
        return appended.position();
    }

    <T> T with(String room, LogRetention retention, Function<MemoryLog, T> action) {
        return logs.with(room, retention, action);
    }

    private SerialDelivery add(Channel channel, Consumer<MemoryBroker> receive) {
        Runnable task = () -> brokers.forEach(receive);
        while (true) {
            SerialDelivery delivery = deliveries.computeIfAbsent(channel, unused -> new SerialDelivery());
            if (delivery.add(task)) {
                return delivery;
            }
            deliveries.remove(channel, delivery);
        }
    }

    void change(String room, Consumer<MemoryPresence> change) {
        presence.compute(room, (name, present) -> {
            MemoryPresence members = present == null ? new MemoryPresence() : present;
            synchronized (members) {
                change.accept(members);
                return members.isEmpty(nanos.getAsLong()) ? null : members;
            }
        });
    }

    <T> T present(String room, T none, Function<MemoryPresence, T> look) {
        MemoryPresence members = presence.get(room);
        if (members == null) {
            return none;
        }
        synchronized (members) {
            return look.apply(members);
        }
    }

    long now() {
        return nanos.getAsLong();
    }

    void announce(ClusterNode node, Duration timeToLive) {
        nodes.put(node.id(), new Announcement(node, now() + timeToLive.toNanos()));
    }

    void withdraw(String nodeId) {
        nodes.remove(nodeId);
    }

    List<ClusterNode> nodes() {
        long now = now();
        nodes.values().removeIf(announcement -> announcement.end() <= now);
        return nodes.values().stream().map(Announcement::node).toList();
    }
}
