package io.tideway.ws.internal.broker;

import io.tideway.ws.internal.registry.Registry;
import java.util.List;

/** Answers what another node asks about the connections of this one. */
final class Answers {
    private Answers() {}

    static Envelope.Answered of(Envelope.Asked asked, Registry registry) {
        return switch (asked.subject()) {
            case CONNECTIONS -> new Envelope.Answered(asked.id(), registry.size(), List.of());
            case USER -> new Envelope.Answered(asked.id(), registry.users().size(asked.name()), List.of());
            case ROOM -> {
                List<String> members = members(registry, asked.name());
                yield new Envelope.Answered(asked.id(), members.size(), members);
            }
        };
    }

    /** Lists the ids of the members of a room on this node. */
    static List<String> members(Registry registry, String room) {
        return registry.rooms().members(room).stream()
                .map(member -> member.connection().id())
                .toList();
    }
}
