package io.tideway.ws.internal.delivery;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Cluster;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.Message;
import io.tideway.ws.Room;
import io.tideway.ws.Target;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Names;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Manages the connections of this node. */
public final class NodeConnectionManager implements ConnectionManager {
    private final Registry registry;
    private final NodeMetrics metrics;
    private final Delivery delivery;
    private final TextEncoder encoder;
    private final IntSupplier maxConnections;
    private final RoomMemory memory;
    private final Cluster cluster;
    private final Supplier<LogSizes> logs;
    private final Audience everyone;

    /**
     * Creates the manager of a registry.
     *
     * @param encoder what serialises JSON
     * @param memory what rooms remember
     * @param cluster what answers for all nodes
     * @param logs what the logs of this node weigh
     * @param maxConnections asked at each use, since endpoints are added later
     */
    public NodeConnectionManager(
            Registry registry,
            NodeMetrics metrics,
            Delivery delivery,
            TextEncoder encoder,
            RoomMemory memory,
            Cluster cluster,
            Supplier<LogSizes> logs,
            IntSupplier maxConnections) {
        this.registry = registry;
        this.metrics = metrics;
        this.delivery = delivery;
        this.encoder = encoder;
        this.maxConnections = maxConnections;
        this.memory = memory;
        this.cluster = cluster;
        this.logs = logs;
        this.everyone = new SelectedAudience(registry, delivery, encoder, Selection.everyone());
    }

    @Override
    public Optional<Connection> get(String id) {
        return Optional.ofNullable(registry.get(Objects.requireNonNull(id, "id must not be null")));
    }

    @Override
    public Collection<Connection> connections() {
        return everyone.connections();
    }

    @Override
    public int connectionCount() {
        return registry.size();
    }

    @Override
    public int maxConnections() {
        return maxConnections.getAsInt();
    }

    @Override
    public long totalConnections() {
        return registry.total();
    }

    @Override
    public long totalBroadcasts() {
        return delivery.published();
    }

    @Override
    public Set<String> rooms() {
        return registry.rooms().names();
    }

    @Override
    public int roomCount() {
        return registry.rooms().count();
    }

    @Override
    public Set<String> roomMembers(String room) {
        Objects.requireNonNull(room, "room must not be null");
        Set<String> ids = new HashSet<>();
        registry.rooms()
                .members(room)
                .forEach(member -> ids.add(member.connection().id()));
        return Set.copyOf(ids);
    }

    @Override
    public Room room(String name) {
        Names.room(name, Names.LONGEST);
        return new NamedRoom(name, registry, delivery, encoder, memory);
    }

    @Override
    public Set<String> users() {
        return registry.users().names();
    }

    @Override
    public boolean isOnline(String userId) {
        return registry.users().size(Objects.requireNonNull(userId, "userId must not be null")) > 0;
    }

    @Override
    public Collection<Connection> userConnections(String userId) {
        return to(Target.user(userId)).connections();
    }

    @Override
    public boolean addToRoom(String id, String room) {
        Objects.requireNonNull(id, "id must not be null");
        Names.room(room, Names.LONGEST);
        LocalConnection connection = registry.get(id);
        return connection != null && connection.membership().join(room);
    }

    @Override
    public boolean removeFromRoom(String id, String room) {
        Objects.requireNonNull(id, "id must not be null");
        Objects.requireNonNull(room, "room must not be null");
        LocalConnection connection = registry.get(id);
        return connection != null && connection.membership().leave(room);
    }

    @Override
    public ConnectionMetrics metrics() {
        LogSizes sizes = logs.get();
        return metrics.snapshot(registry, delivery.published())
                .logs(sizes.count())
                .logBytes(sizes.bytes())
                .logsEvicted(sizes.evicted())
                .brokerConnected(cluster.state() == Cluster.State.CONNECTED ? 1 : 0)
                .build();
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Audience to(Target... targets) {
        return new SelectedAudience(registry, delivery, encoder, Selection.of(Varargs.copy("targets", targets)));
    }

    @Override
    public Audience toAll() {
        return everyone;
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return everyone.broadcast(message);
    }

    @Override
    public BroadcastResult broadcastJson(Object value) {
        return everyone.broadcastJson(value);
    }

    @Override
    public CompletionStage<Void> flushed() {
        return everyone.flushed();
    }
}
