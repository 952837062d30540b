package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrowingMembershipListenerTest {
    private final List<String> told = new ArrayList<>();
    private final TestNode node = new TestNode() {
        @Override
        public void joined(LocalConnection connection, String room) {
            told.add("joined " + room);
            throw new AssertionError("joined");
        }

        @Override
        public void left(LocalConnection connection, String room) {
            told.add("left " + room);
            throw new AssertionError("left");
        }
    };
    private final LiveConnection connection = node.connect();

    @Test
    void whatItThrowsDoesNotReachTheCallerOfJoinAndLeave() {
        assertThat(connection.joinRoom("a")).isTrue();
        assertThat(connection.leaveRoom("a")).isTrue();
        assertThat(told).containsExactly("joined a", "left a");
    }

    @Test
    void aConnectionThatEndsIsGoneFromEveryLookup() {
        connection.joinRoom("a");
        connection.joinRoom("b");
        connection.setUserId("ann");
        assertThatNoException().isThrownBy(() -> connection.lifecycle().closedByContainer(CloseFrame.NORMAL));
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.manager.roomCount()).isZero();
        assertThat(node.manager.userConnections("ann")).isEmpty();
        assertThat(told).contains("left a", "left b");
    }
}
