package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Connection connection = stub(
            Connection.class, (proxy, method, args) -> method.getName().equals("joinRoom") && args[0].equals("lobby"));
    private final List<Connection> members = List.of();
    private final Room room = stub(Room.class, (proxy, method, args) -> {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        return switch (method.getName()) {
            case "name" -> "lobby";
            case "count" -> 1;
            default -> members;
        };
    });

    @Test
    void joiningAsksTheConnectionToJoinTheRoomOfThatName() {
        assertThat(room.join(connection)).isTrue();
        assertThat(room.leave(connection)).isFalse();
    }

    @Test
    void itsMembersAreTheConnectionsThatItSelects() {
        assertThat(room.members()).isSameAs(members);
        assertThat(room.memberCount()).isEqualTo(1);
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(RoomTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
