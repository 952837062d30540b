package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.SendResult;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows which close frame {@code onDisconnect} gets: the one that the other side got, too. */
class CloseReasonTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);
    private final FakeTransport stuck = new FakeTransport(ON_DEMAND);

    @Test
    void theClientsCloseCountsWhereOursIsStuckBehindAMessage() {
        LiveConnection connection = node.connect(stuck, EndpointOptions.DEFAULTS, handler);
        connection.sendText("under way");
        connection.close(CloseFrame.of(4001));
        connection.lifecycle().closedByContainer(CloseFrame.of(4002));
        assertThat(stuck.closes()).isEmpty();
        assertThat(handler.calls).contains("disconnect 4002 rooms []");
    }

    @Test
    void ourCloseCountsOnceItIsHandedToTheTransport() {
        LiveConnection connection = node.connect(stuck, EndpointOptions.DEFAULTS, handler);
        connection.sendText("under way");
        connection.close(CloseFrame.of(4001));
        stuck.completeAll();
        assertThat(stuck.closes()).containsExactly(CloseFrame.of(4001));
        connection.lifecycle().closedByContainer(CloseFrame.of(4002));
        assertThat(handler.calls).contains("disconnect 4001 rooms []");
    }

    @Test
    void theClientsCloseCountsWhereThatOfAnOverflowIsStuck() {
        EndpointOptions small =
                EndpointOptions.builder().outboundQueueMessages(1).build();
        LiveConnection connection = node.connect(stuck, small, handler);
        connection.sendText("a");
        assertThat(connection.sendText("b")).isEqualTo(SendResult.OVERFLOWED);
        connection.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(handler.calls).contains("disconnect 1001 rooms []");
    }

    @Test
    void ourCloseThatIsStuckIsReportedWhereTheClientIsLost() {
        LiveConnection connection = node.connect(stuck, EndpointOptions.DEFAULTS, handler);
        connection.sendText("under way");
        connection.close(CloseFrame.of(4001));
        connection.lifecycle().closedByContainer(CloseFrame.ABNORMAL);
        assertThat(handler.calls).contains("disconnect 4001 rooms []");
    }

    @Test
    void reportsOurOwnCloseAsTheReason() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.close(CloseFrame.of(4001));
        assertThat(transport.closes()).containsExactly(CloseFrame.of(4001));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(handler.calls).contains("disconnect 4001 rooms []");
    }

    @Test
    void theCloseFrameOfAnOverflowIsTheReasonWhateverAnObserverOfItCloses() {
        TestNode closing = new TestNode() {
            @Override
            public void slow(SlowConsumer event) {
                event.connection().close(CloseFrame.of(4000));
            }
        };
        EndpointOptions small =
                EndpointOptions.builder().outboundQueueMessages(1).build();
        LiveConnection connection = closing.connect(stuck, small, handler);
        connection.sendText("a");
        assertThat(connection.sendText("b")).isEqualTo(SendResult.OVERFLOWED);
        stuck.completeAll();
        connection.lifecycle().closedByContainer(CloseFrame.ABNORMAL);
        assertThat(stuck.closes()).extracting(CloseFrame::code).containsExactly(1013);
        assertThat(handler.calls).contains("disconnect 1013 rooms []");
    }

    @Test
    void aPeerThatIsGivenUpIsToldWhatTheApplicationIsToldOrNothing() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.close(CloseFrame.of(4000));
        node.clock.advance(Duration.ofSeconds(5));
        node.watchdog.run();
        assertThat(handler.calls).contains("disconnect 4000 rooms []");
        assertThat(transport.abortedWith()).containsExactly(CloseFrame.of(4000));
    }
}
