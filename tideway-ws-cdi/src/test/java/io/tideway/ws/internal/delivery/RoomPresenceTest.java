package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.LocalConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomPresenceTest {
    private final List<Integer> presentWhenTold = new ArrayList<>();
    private final TestNode node = new TestNode() {
        @Override
        public void joined(LocalConnection connection, String room) {
            presentWhenTold.add(members().size());
        }

        @Override
        public void left(LocalConnection connection, String room) {
            presentWhenTold.add(members().size());
        }
    };

    @BeforeEach
    void keepPresence() {
        node.roomOptions.put("board", RoomOptions.none().presence());
    }

    @Test
    void observersOfAJoinFindTheMemberInThePresence() {
        LiveConnection connection = node.connect();
        connection.joinRoom("board");
        connection.leaveRoom("board");
        assertThat(presentWhenTold).containsExactly(1, 0);
    }

    @Test
    void aConnectionThatHasNoInfoAnyLongerShowsNone() {
        LiveConnection connection = node.connect();
        connection.setInfo("{}");
        connection.joinRoom("board");
        connection.clearInfo();
        assertThat(members().get(0).info()).isEmpty();
    }

    @Test
    void aConnectionThatEndsLeavesThePresence() {
        LiveConnection connection = node.connect();
        connection.joinRoom("board");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(members()).isEmpty();
    }

    @Test
    void whatThreadsChangeAtTheSameTimeEndsAsTheConnectionsAre() throws Exception {
        TestNode busy = new TestNode();
        busy.roomOptions.put("board", RoomOptions.none().presence());
        List<LiveConnection> connections = List.of(busy.connect(), busy.connect(), busy.connect());
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            for (int round = 0; round < 2000; round++) {
                List<Future<?>> changes = new ArrayList<>();
                for (LiveConnection connection : connections) {
                    String info = "{\"round\":" + round + "}";
                    changes.add(threads.submit(() -> {
                        connection.joinRoom("board");
                        connection.leaveRoom("board");
                        connection.joinRoom("board");
                    }));
                    changes.add(threads.submit(() -> connection.setInfo(info)));
                    changes.add(threads.submit(() -> connection.setInfo("{}")));
                }
                for (Future<?> change : changes) {
                    change.get();
                }
                assertThat(busy.manager
                                .room("board")
                                .presence()
                                .toCompletableFuture()
                                .join()
                                .members())
                        .extracting(
                                PresenceMember::connectionId,
                                member -> member.info().orElse(""))
                        .containsExactlyInAnyOrderElementsOf(connections.stream()
                                .map(c -> tuple(c.id(), String.valueOf(c.info())))
                                .toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<PresenceMember> members() {
        return node.manager
                .room("board")
                .presence()
                .toCompletableFuture()
                .join()
                .members();
    }
}
