package io.tideway.ws.internal.registry;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows the rooms of a connection while they become more and fewer. */
class RoomsOfAConnectionTest {
    private final TestNode node = new TestNode();
    private final LiveConnection connection =
            node.connect(new FakeTransport(INLINE), EndpointOptions.DEFAULTS, new RecordingHandler());

    @Test
    void roomsAreListedInTheOrderOfTheirJoins() {
        connection.joinRoom("c");
        assertThat(connection.rooms()).containsExactly("c");
        connection.joinRoom("a");
        connection.joinRoom("b");
        assertThat(connection.rooms()).containsExactly("c", "a", "b");
        connection.leaveRoom("a");
        assertThat(connection.rooms()).containsExactly("c", "b");
        connection.leaveRoom("c");
        assertThat(connection.rooms()).containsExactly("b");
        connection.joinRoom("a");
        assertThat(connection.rooms()).containsExactly("b", "a");
        connection.leaveRoom("b");
        connection.leaveRoom("a");
        assertThat(connection.rooms()).isEmpty();
        assertThat(node.manager.roomCount()).isZero();
    }

    @Test
    void aListOfRoomsStaysAsItWas() {
        connection.joinRoom("a");
        Set<String> one = connection.rooms();
        connection.joinRoom("b");
        Set<String> two = connection.rooms();
        connection.leaveRoom("a");
        assertThat(one).containsExactly("a");
        assertThat(two).containsExactly("a", "b");
    }

    @Test
    void aConnectionOfManyRoomsLeavesAllAtItsEnd() {
        connection.joinRoom("a");
        connection.joinRoom("b");
        node.events.clear();
        connection.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(node.events).contains("left a", "left b");
        assertThat(node.manager.roomCount()).isZero();
    }
}
