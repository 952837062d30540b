package io.tideway.ws.internal.delivery;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.Room;
import io.tideway.ws.internal.registry.Registry;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Handles one room by its name. */
final class NamedRoom implements Room {
    private final String name;
    private final Registry registry;
    private final Audience audience;

    NamedRoom(String name, Registry registry, Audience audience) {
        this.name = name;
        this.registry = registry;
        this.audience = audience;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Collection<Connection> members() {
        return audience.connections();
    }

    @Override
    public int memberCount() {
        return registry.roomIndex().size(name);
    }

    @Override
    public boolean join(Connection connection) {
        return Objects.requireNonNull(connection, "connection must not be null").joinRoom(name);
    }

    @Override
    public boolean leave(Connection connection) {
        return Objects.requireNonNull(connection, "connection must not be null").leaveRoom(name);
    }

    @Override
    public Audience except(Connection... connections) {
        return audience.except(connections);
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return audience.broadcast(message);
    }

    @Override
    public BroadcastResult broadcastJson(Object value) {
        return audience.broadcastJson(value);
    }

    @Override
    public CompletionStage<Void> flushed() {
        return audience.flushed();
    }

    @Override
    public String toString() {
        return "room " + name;
    }
}
