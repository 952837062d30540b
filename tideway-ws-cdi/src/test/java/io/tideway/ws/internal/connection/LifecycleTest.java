package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.FAILING;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final EndpointOptions MANAGED =
            EndpointOptions.builder().dispatch(Dispatch.MANAGED).build();

    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);

    @Test
    void callsBackInOrderAndLeavesNothingBehind() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.joinRoom("lobby");
        connection.lifecycle().received(Message.text("hello"));
        connection.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(handler.calls)
                .containsExactly("connect", "message hello", "disconnect 1001 rooms [lobby]", "release");
        assertThat(node.events).containsExactly("opened", "joined lobby", "left lobby", "closed 1001");
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.manager.roomCount()).isZero();
        assertThat(connection.rooms()).isEmpty();
        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.sendText("late")).isEqualTo(SendResult.CLOSED);
        assertThat(connection.joinRoom("late")).isFalse();
    }

    @Test
    void aHandlerBeginsWithoutTheLockOfTheConnection() {
        List<Boolean> locked = new ArrayList<>();
        node.connect(transport, EndpointOptions.DEFAULTS, new RecordingHandler() {
            @Override
            public void begin(Connection connection) {
                locked.add(Thread.holdsLock(((LiveConnection) connection).lifecycle()));
            }
        });
        assertThat(locked).containsExactly(false);
    }

    @Test
    void endsOnceWhateverComesTogether() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.close();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        connection.lifecycle().closedByContainer(CloseFrame.ABNORMAL);
        connection.lifecycle().terminate(CloseFrame.GOING_AWAY);
        assertThat(handler.calls)
                .filteredOn(call -> call.startsWith("disconnect"))
                .hasSize(1);
    }

    @Test
    void aFailedWriteEndsTheConnectionWithOnDisconnect() {
        LiveConnection connection = node.connect(new FakeTransport(FAILING), EndpointOptions.DEFAULTS, handler);
        connection.sendText("x");
        assertThat(connection.isOpen()).isFalse();
        node.clock.advance(Duration.ofSeconds(1));
        node.watchdog.run();
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
        assertThat(node.manager.connectionCount()).isZero();
    }

    @Test
    void aFailedWriteLeavesThePeerTimeToSayWhy() {
        LiveConnection connection = node.connect(new FakeTransport(FAILING), EndpointOptions.DEFAULTS, handler);
        connection.sendText("x");
        connection.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(handler.calls).contains("disconnect 1001 rooms []");
    }

    @Test
    void anOverflowClosesTheSocketAndNotOnlyTheBookkeeping() {
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        EndpointOptions small =
                EndpointOptions.builder().outboundQueueMessages(2).build();
        LiveConnection connection = node.connect(stuck, small, handler);
        connection.sendText("a");
        connection.sendText("b");
        assertThat(connection.sendText("c")).isEqualTo(SendResult.OVERFLOWED);
        assertThat(connection.isOpen()).isFalse();
        assertThat(node.events).contains("slow 2");
        node.clock.advance(Duration.ofSeconds(5));
        node.watchdog.run();
        assertThat(stuck.aborts()).isEqualTo(1);
        assertThat(handler.calls).contains("disconnect 1013 rooms []");
        assertThat(node.manager.metrics().overflows()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheContainerEndedBeforeItOpenedIsNotRegistered() {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        endpoint.slots().take();
        LiveConnection connection = node.create(transport, endpoint);
        connection.lifecycle().closedByContainer(CloseFrame.ABNORMAL);
        connection.lifecycle().opened(null);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(endpoint.slots().taken()).isZero();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
        assertThat(handler.calls).containsExactly("release");
    }

    @Test
    void aUserIdThatIsNotAcceptedClosesTheConnectionAndLeavesNothingBehind() {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        endpoint.slots().take();
        LiveConnection connection = node.create(transport, endpoint);
        connection.lifecycle().opened("");
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1011);
        connection.lifecycle().closedByContainer(CloseFrame.SERVER_ERROR);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(endpoint.slots().taken()).isZero();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void aFloodEndsIn1008() {
        EndpointOptions limited =
                EndpointOptions.builder().inboundRate(10).inboundBurst(3).build();
        LiveConnection connection = node.connect(transport, limited, handler);
        for (int i = 0; i < 3; i++) {
            connection.lifecycle().received(Message.text("x"));
        }
        assertThat(connection.isOpen()).isTrue();
        node.clock.advance(Duration.ofMillis(100));
        connection.lifecycle().received(Message.text("x"));
        assertThat(connection.isOpen()).isTrue();
        connection.lifecycle().received(Message.text("x"));
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1008);
        assertThat(handler.calls).filteredOn("message x"::equals).hasSize(4);
    }

    @Test
    void aMessageThatMeetsTheEndDoesNotFollowOnDisconnect() {
        Queue<Runnable> whenAskedForTheTime = new ArrayDeque<>();
        TestNode racing = new TestNode(Runnable::run, () -> {
            Runnable meanwhile = whenAskedForTheTime.poll();
            if (meanwhile != null) {
                meanwhile.run();
            }
            return 0;
        });
        EndpointOptions limited = EndpointOptions.builder().inboundRate(10).build();
        LiveConnection connection = racing.connect(transport, limited, handler);
        // The limiter asks between the look at the state and the inbox.
        whenAskedForTheTime.add(() -> connection.lifecycle().closedByContainer(CloseFrame.NORMAL));
        connection.lifecycle().received(Message.text("late"));
        assertThat(handler.calls).containsExactly("connect", "disconnect 1000 rooms []", "release");
    }

    @Test
    void whatWaitsForABusyHandlerIsBounded() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        TestNode managed = new TestNode(waiting::add);
        EndpointOptions options = EndpointOptions.builder()
                .dispatch(Dispatch.MANAGED)
                .inboundQueueMessages(3)
                .build();
        LiveConnection connection = managed.connect(transport, options, handler);
        for (int i = 0; i < 2; i++) {
            connection.lifecycle().received(Message.text("x")); // beside onConnect, which waits too
        }
        assertThat(connection.isOpen()).isTrue();
        connection.lifecycle().received(Message.text("x"));
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1008);
        waiting.remove().run();
        assertThat(handler.calls).containsExactly("connect", "message x", "message x");
    }

    @Test
    void aClientThatHasClosedBeforeOnConnectCouldRunIsStillToldOfInOrder() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        TestNode managed = new TestNode(waiting::add);
        RecordingHandler joining = new RecordingHandler() {
            @Override
            public void onConnect(Connection connection) {
                calls.add("connect open " + connection.isOpen() + " send " + connection.sendText("hi") + " join "
                        + connection.joinRoom("lobby"));
                connection.setUserId("ann");
            }
        };
        LiveConnection connection = managed.connect(transport, MANAGED, joining);
        connection.lifecycle().received(Message.text("a"));
        connection.lifecycle().received(Message.text("b"));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        waiting.remove().run();
        assertThat(joining.calls)
                .containsExactly(
                        "connect open false send CLOSED join false",
                        "message a",
                        "message b",
                        "disconnect 1000 rooms []",
                        "release");
        assertThat(managed.events).containsExactly("opened", "closed 1000");
        assertThat(managed.userEvents).isEmpty();
        assertThat(managed.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void aClientThatHasLeftTheRegistryBeforeOnConnectCouldRunIsStillToldOf() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        TestNode managed = new TestNode(waiting::add);
        LiveConnection connection = managed.connect(transport, MANAGED, handler);
        connection.lifecycle().received(Message.text("a"));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        Runnable callbacks = waiting.remove();
        managed.runFor(Duration.ofSeconds(6)); // longer than the close timeout
        runAll(waiting);
        assertThat(managed.manager.connectionCount()).isZero();
        callbacks.run();
        runAll(waiting);
        assertThat(handler.calls).containsExactly("connect", "message a", "disconnect 1000 rooms []", "release");
        assertThat(managed.events).containsExactly("opened", "closed 1000");
        assertThat(managed.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    private static void runAll(Queue<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void aConnectionThatComesWhileTheApplicationStopsIsClosedAtOnce() {
        node.registry.close();
        LiveConnection late = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        assertThat(transport.closes()).containsExactly(CloseFrame.GOING_AWAY);
        late.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(handler.calls).containsExactly("release");
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void twoThousandSendsInsideOnConnectReturn() {
        RecordingHandler talkative = new RecordingHandler() {
            @Override
            public void onConnect(Connection connection) {
                for (int i = 0; i < 2_000; i++) {
                    calls.add(connection.sendText("m" + i).name());
                }
            }
        };
        node.connect(new FakeTransport(ON_DEMAND), EndpointOptions.DEFAULTS, talkative);
        assertThat(talkative.calls.subList(0, 1_000)).containsOnly("QUEUED");
        assertThat(talkative.calls.get(1_000)).isEqualTo("OVERFLOWED");
        assertThat(talkative.calls.subList(1_001, 2_000)).containsOnly("CLOSED");
    }

    @Test
    void aBroadcastInsideOnMessageReachesTheSenderToo() {
        RecordingHandler chatting = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                node.manager.broadcast(message);
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, chatting);
        connection.lifecycle().received(Message.text("hello"));
        assertThat(transport.texts()).containsExactly("hello");
    }
}
