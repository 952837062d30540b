package io.tideway.ws.internal.delivery;

import io.tideway.ws.Room;
import io.tideway.ws.Target;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.List;

/** Selects the members of one room and knows its name. */
final class NamedRoom extends SelectedAudience implements Room {
    private final String name;
    private final Registry registry;

    NamedRoom(String name, Registry registry, Delivery delivery, TextEncoder encoder) {
        super(registry, delivery, encoder, Selection.of(List.of(Target.room(name))));
        this.name = name;
        this.registry = registry;
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
    public String toString() {
        return "room " + name;
    }
}
