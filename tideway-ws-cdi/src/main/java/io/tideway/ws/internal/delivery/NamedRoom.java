package io.tideway.ws.internal.delivery;

import io.tideway.ws.Room;
import io.tideway.ws.Target;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.List;

/** Selects the members of one room and knows its name. */
final class NamedRoom extends SelectedAudience implements Room {
    private final String name;

    NamedRoom(String name, Registry registry, Delivery delivery) {
        super(registry, delivery, Selection.of(List.of(Target.room(name))));
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "room " + name;
    }
}
