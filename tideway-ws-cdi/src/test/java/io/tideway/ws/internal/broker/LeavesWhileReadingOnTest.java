package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client has its answer and lacks what was too much to hold back, which cannot be read from the log. */
class LeavesWhileReadingOnTest {
    private final TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::answer));
    private final FakeTransport transport = TwoNodes.transport();
    private final LiveConnection connection = nodes.here.connect(
            transport,
            EndpointOptions.DEFAULTS.toBuilder().outboundQueueMessages(5000).build(),
            new RecordingHandler());
    private Runnable duringRead = () -> {};
    private boolean replied;

    @BeforeEach
    void keepALog() {
        nodes.options("board", RoomOptions.none().history(2000, Duration.ofMinutes(5)));
    }

    private Object answer(Broker broker, Method method, Object[] arguments) {
        if (replied && method.getName().equals("read")) {
            duringRead.run();
            return CompletableFuture.failedFuture(new BrokerException("cut off"));
        }
        return HookedBroker.pass(broker, method, arguments);
    }

    private void joinAndFallBehind() {
        assertThat(connection.joinRoom("board", RoomPosition.NONE, recovery -> {
                    for (int i = 0; i < 1500; i++) { // more than is held back
                        nodes.here.manager.room("board").broadcastText("m" + i);
                    }
                    replied = true;
                    return Message.text("reply");
                }))
                .isCompleted();
    }

    @Test
    void itIsSentAwayWhileItIsAMember() {
        joinAndFallBehind();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void itStaysConnectedWhereItHasLeft() {
        duringRead = () -> connection.leaveRoom("board");
        joinAndFallBehind();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void itStaysConnectedWhereItHasLeftAndJoinedAgain() {
        duringRead = () -> {
            connection.leaveRoom("board");
            connection.joinRoom("board");
        };
        joinAndFallBehind();
        assertThat(connection.isOpen()).isTrue();
        replied = false;
        nodes.there.manager.room("board").broadcastText("live");
        assertThat(transport.texts()).containsExactly("reply", "live");
    }
}
