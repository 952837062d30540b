package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client leaves the room while its log is read for it, and the read fails. */
class LeavesDuringReadsTest {
    private final CompletableFuture<Object> read = new CompletableFuture<>(); // of each read
    private final TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::answer));
    private final FakeTransport transport = TwoNodes.transport();
    private final LiveConnection connection = nodes.here.connect(transport);

    @BeforeEach
    void keepALog() {
        nodes.options("board", RoomOptions.none().history(100, Duration.ofMinutes(5)));
    }

    private Object answer(Broker broker, Method method, Object[] arguments) {
        return method.getName().equals("read") ? read : HookedBroker.pass(broker, method, arguments);
    }

    private CompletableFuture<Recovery> join() {
        return connection.joinRoom("board", RoomPosition.parse("k3:7")).toCompletableFuture();
    }

    private void fail() {
        read.completeExceptionally(new BrokerException("cut off"));
    }

    @Test
    void itsJoinFailsSinceItHasLeft() {
        CompletableFuture<Recovery> join = join();
        connection.leaveRoom("board");
        fail();
        assertThatThrownBy(join::join).hasMessageContaining("TIDEWAY-465");
    }

    @Test
    void itStaysInTheRoomThatItHasJoinedAgain() {
        CompletableFuture<Recovery> join = join();
        connection.leaveRoom("board");
        assertThat(connection.joinRoom("board")).isTrue();
        fail();
        assertThatThrownBy(join::join).hasMessageContaining("TIDEWAY-465");
        assertThat(connection.isInRoom("board")).isTrue();
        nodes.here.manager.room("board").except(nodes.here.connect()).broadcastText("live");
        assertThat(transport.texts()).containsExactly("live");
    }
}
