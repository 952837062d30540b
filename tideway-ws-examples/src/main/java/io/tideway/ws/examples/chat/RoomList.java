package io.tideway.ws.examples.chat;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Collection;
import java.util.List;

/**
 * Answers {@code /rooms}.
 *
 * @param type always {@code rooms}, by which a client tells it from what people say
 * @param rooms the names of the asker's rooms, sorted
 */
@JsonbPropertyOrder({"type", "rooms"})
public record RoomList(String type, List<String> rooms) {

    static RoomList of(Collection<String> rooms) {
        return new RoomList("rooms", rooms.stream().sorted().toList());
    }
}
