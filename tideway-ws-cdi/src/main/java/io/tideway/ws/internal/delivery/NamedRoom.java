package io.tideway.ws.internal.delivery;

import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.Room;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.Target;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Selects the members of one room and knows its name. */
final class NamedRoom extends SelectedAudience implements Room {
    private final String name;
    private final Registry registry;
    private final RoomMemory memory;

    NamedRoom(String name, Registry registry, Delivery delivery, TextEncoder encoder, RoomMemory memory) {
        super(registry, delivery, encoder, Selection.of(List.of(Target.room(name))));
        this.name = name;
        this.registry = registry;
        this.memory = memory;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count() {
        return registry.rooms().size(name); // without a walk
    }

    @Override
    public CompletionStage<History> history(HistoryQuery query) {
        return memory.history(name, Objects.requireNonNull(query, "query must not be null"));
    }

    @Override
    public CompletionStage<RoomPosition> position() {
        return memory.position(name);
    }

    @Override
    public CompletionStage<Presence> presence() {
        return memory.presence(name);
    }

    @Override
    public CompletionStage<PresenceCount> presenceCount() {
        return memory.presenceCount(name);
    }

    @Override
    public String toString() {
        return "room " + name;
    }
}
