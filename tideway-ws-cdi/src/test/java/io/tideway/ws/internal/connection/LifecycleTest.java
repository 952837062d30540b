package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.FAILING;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.registry.Peer;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LifecycleTest {
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
    void isKnownToTheManagerInsideOnDisconnect() {
        RecordingHandler asking = new RecordingHandler() {
            @Override
            public void onDisconnect(Connection connection, CloseFrame reason) {
                calls.add("members " + node.manager.roomMembers("lobby").contains(connection.id()));
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, asking);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(asking.calls).contains("members true");
        assertThat(node.manager.roomMembers("lobby")).isEmpty();
    }

    @Test
    void theSlotIsFreeWhenObserversHearOfTheRoomsThatWereLeft() {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        List<Integer> taken = new ArrayList<>();
        TestNode observed = new TestNode() {
            @Override
            public void left(Peer peer, String room) {
                taken.add(endpoint.slots().taken());
            }
        };
        LiveConnection connection = observed.connect(transport, endpoint);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(taken).containsExactly(0);
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
    void whatEndsWhileItsHandlerBeginsIsReleasedOnceAfterThat() {
        RecordingHandler ending = new RecordingHandler() {
            @Override
            public void begin(Connection connection) {
                ((LiveConnection) connection).lifecycle().closedByContainer(CloseFrame.NORMAL);
                calls.add("begin");
            }
        };
        node.connect(transport, EndpointOptions.DEFAULTS, ending);
        assertThat(ending.calls).containsExactly("begin", "release");
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void aHandlerThatFailsToBeginLeavesNothingToWaitFor() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void begin(Connection connection) {
                throw new IllegalStateException("as the test wants it");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().closedByContainer(CloseFrame.SERVER_ERROR);
        node.connect();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isFalse();
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
    void aThrowingOnConnectEndsWith1011WithoutOnDisconnect() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onConnect(Connection connection) {
                throw new AssertionError("no");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1011);
        connection.lifecycle().received(Message.text("ignored"));
        connection.lifecycle().closedByContainer(CloseFrame.SERVER_ERROR);
        assertThat(failing.calls).containsExactly("release");
        assertThat(node.events).containsExactly("failed onConnect");
        assertThat(node.manager.connectionCount()).isZero();
    }

    @Test
    void aThrowingOnMessageGoesToOnErrorAndTheConnectionLivesOn() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new StackOverflowError("deep");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        assertThat(failing.calls).containsExactly("connect", "error deep");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void throwingOnErrorAndOnDisconnectChangeNothing() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new IllegalStateException("message");
            }

            @Override
            public void onError(Connection connection, Throwable error) {
                throw new IllegalStateException("error");
            }

            @Override
            public void onDisconnect(Connection connection, CloseFrame reason) {
                throw new AssertionError("disconnect");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        assertThat(connection.isOpen()).isTrue();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.events).contains("closed 1000");
    }

    @Test
    void aPeerWithoutASignOfLifeIsEndedWithOnDisconnect() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        node.clock.advance(Duration.ofSeconds(30));
        node.watchdog.run();
        assertThat(transport.kinds()).containsExactly(Payload.Kind.PING);
        connection.lifecycle().seen();
        sweep(node, Duration.ofSeconds(60));
        assertThat(connection.isOpen()).isTrue();
        sweep(node, Duration.ofSeconds(2));
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
        assertThat(transport.abortedWith()).containsExactly(CloseFrame.ABNORMAL.withReason("heartbeat timeout"));
        assertThat(node.manager.metrics().heartbeatTimeouts()).isEqualTo(1);
        assertThat(node.manager.connectionCount()).isZero();
    }

    @Test
    void silenceCountsOnlyAfterAPingWasWritten() {
        Queue<Runnable> busy = new ArrayDeque<>();
        TestNode late = new TestNode(withUpkeep(busy::add));
        LiveConnection connection = late.connect(transport, EndpointOptions.DEFAULTS, handler);
        sweep(late, Duration.ofMinutes(10));
        assertThat(connection.isOpen()).isTrue();
        busy.remove().run();
        sweep(late, Duration.ofSeconds(29));
        assertThat(connection.isOpen()).isTrue();
        sweep(late, Duration.ofSeconds(3));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void silenceCountsOnlyAfterAPingHasLeftTheLane() {
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        EndpointOptions patient =
                EndpointOptions.builder().sendTimeout(Duration.ofMinutes(10)).build();
        LiveConnection connection = node.connect(stuck, patient, handler);
        connection.sendText("under way");
        sweep(node, Duration.ofMinutes(5));
        assertThat(connection.isOpen()).isTrue();
        stuck.completeAll();
        sweep(node, Duration.ofSeconds(32));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void oneWaitingPingIsEnough() {
        Queue<Runnable> busy = new ArrayDeque<>();
        TestNode late = new TestNode(withUpkeep(busy::add));
        late.connect(transport, EndpointOptions.DEFAULTS, handler);
        sweep(late, Duration.ofMinutes(10));
        assertThat(busy).hasSize(1);
    }

    private static Pools withUpkeep(Executor upkeep) {
        ReliableExecutor here = ReliableExecutor.of(Runnable::run);
        return new Pools(ReliableExecutor.of(upkeep), here, here, here, here, dispatch -> here);
    }

    private static void sweep(TestNode node, Duration time) {
        for (long seconds = 0; seconds < time.toSeconds(); seconds++) {
            node.clock.advance(Duration.ofSeconds(1));
            node.watchdog.run();
        }
    }

    @Test
    void aHeartbeatOfZeroIsNone() {
        EndpointOptions off =
                EndpointOptions.builder().heartbeatInterval(Duration.ZERO).build();
        LiveConnection connection = node.connect(transport, off, handler);
        node.clock.advance(Duration.ofDays(2));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
        assertThat(transport.count()).isZero();
    }

    @Test
    void aHandlerThatHoldsUpReadingIsNotTakenForAVanishedPeer() {
        RecordingHandler slow = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                node.clock.advance(Duration.ofMinutes(5));
                node.watchdog.run();
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, slow);
        connection.lifecycle().received(Message.text("work"));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aWriteThatHangsIsNoticedThoughNothingFollows() {
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        LiveConnection connection = node.connect(stuck, EndpointOptions.DEFAULTS, handler);
        connection.sendText("last");
        node.clock.advance(Duration.ofMillis(10_001));
        node.watchdog.run();
        assertThat(handler.calls).contains("disconnect 1006 rooms []");
        assertThat(stuck.aborts()).isEqualTo(1);
        assertThat(node.manager.metrics().sendFailures()).isEqualTo(1);
        assertThat(node.manager.metrics().messagesLost()).isEqualTo(1);
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
    void aConnectionThatCannotBeCheckedLeavesTheOthersTheirTimeLimits() {
        for (int i = 0; i < 20; i++) {
            node.connect().expireAt(Instant.MAX.minusSeconds(1));
        }
        FakeTransport stuck = new FakeTransport(ON_DEMAND);
        node.connect(stuck).sendText("x");
        node.clock.advance(Duration.ofSeconds(11));
        node.instants = () -> {
            throw new IllegalStateException("as the test wants it");
        };
        node.watchdog.run();
        assertThat(stuck.aborts()).isEqualTo(1);
    }

    @Test
    void aCloseThatThePeerNeverAnswersIsForced() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.close(CloseFrame.of(4000));
        node.clock.advance(Duration.ofSeconds(4));
        node.watchdog.run();
        assertThat(transport.aborts()).isZero();
        node.clock.advance(Duration.ofSeconds(1));
        node.watchdog.run();
        assertThat(transport.aborts()).isEqualTo(1);
        assertThat(handler.calls).contains("disconnect 4000 rooms []");
    }

    @Test
    void aCallbackThatNeverReturnsDoesNotHoldUpTheCleanUp() {
        Queue<Runnable> never = new ArrayDeque<>();
        TestNode stuck = new TestNode(never::add);
        LiveConnection connection = stuck.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        Runnable disconnect = never.remove(); // waits, as if behind a callback that blocks
        assertThat(stuck.manager.connectionCount()).isEqualTo(1);
        stuck.clock.advance(Duration.ofSeconds(5));
        stuck.watchdog.run();
        never.remove().run(); // the clean-up
        assertThat(stuck.manager.connectionCount()).isZero();
        assertThat(stuck.manager.roomCount()).isZero();
        assertThat(stuck.events).doesNotContain("left lobby");
        never.remove().run(); // the observers
        assertThat(stuck.events).contains("left lobby");
        disconnect.run();
        assertThat(handler.calls).contains("disconnect 1000 rooms [lobby]");
        assertThat(stuck.events).filteredOn("left lobby"::equals).hasSize(1);
    }

    @Test
    void theCleanUpIsSubmittedOnceHoweverLongItWaits() {
        Queue<Runnable> never = new ArrayDeque<>();
        TestNode stuck = new TestNode(never::add);
        LiveConnection connection = stuck.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        sweep(stuck, Duration.ofMinutes(1));
        assertThat(never).hasSize(2); // onDisconnect, and the clean-up
    }

    @Test
    void observersOfTheCleanUpNeverRunOnItsThread() {
        List<String> threads = new ArrayList<>();
        Executor upkeep = task -> {
            threads.add("upkeep");
            task.run();
        };
        Queue<Runnable> application = new ArrayDeque<>();
        ReliableExecutor waiting = ReliableExecutor.of(application::add);
        TestNode stuck = new TestNode(
                new Pools(ReliableExecutor.of(upkeep), waiting, waiting, waiting, waiting, dispatch -> waiting));
        LiveConnection connection = stuck.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        stuck.clock.advance(Duration.ofSeconds(5));
        stuck.watchdog.run();
        assertThat(threads).containsExactly("upkeep");
        assertThat(stuck.manager.connectionCount()).isZero();
        assertThat(stuck.events).doesNotContain("left lobby");
    }

    @Test
    void observersLearnOfTheLeftRoomsBeforeTheEndWhereTheCleanUpWasOverdue() {
        Queue<Runnable> application = new ArrayDeque<>();
        ReliableExecutor waiting = ReliableExecutor.of(application::add);
        ReliableExecutor here = ReliableExecutor.of(Runnable::run);
        TestNode stuck = new TestNode(new Pools(here, here, here, here, waiting, dispatch -> waiting));
        LiveConnection connection = stuck.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        Runnable lastCallback = application.remove();
        stuck.clock.advance(Duration.ofSeconds(5));
        stuck.watchdog.run();
        lastCallback.run();
        assertThat(stuck.events).doesNotContain("closed 1000");
        assertThat(stuck.registry.unreleased()).hasSize(1);
        application.remove().run();
        assertThat(stuck.events).containsSubsequence("left lobby", "closed 1000");
        assertThat(stuck.registry.unreleased()).isEmpty();
    }

    @Test
    void anExpiredConnectionIsClosedWith1008() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.expireAt(node.clock.instant().plusSeconds(5));
        node.clock.advance(Duration.ofMillis(4_999));
        node.watchdog.run();
        assertThat(connection.isOpen()).isTrue();
        node.clock.advance(Duration.ofMillis(1));
        node.watchdog.run();
        assertThat(transport.closes()).containsExactly(CloseFrame.POLICY_VIOLATION.withReason("expired"));
    }

    @Test
    void anExpiryThatIsMovedOrTakenBackClosesNothing() {
        LiveConnection moved = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        LiveConnection unlimited = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        moved.expireAt(node.clock.instant().plusSeconds(5));
        unlimited.expireAt(node.clock.instant().plusSeconds(5));
        moved.expireAt(node.clock.instant().plusSeconds(20));
        unlimited.expireAt(Instant.MAX);
        node.clock.advance(Duration.ofSeconds(10));
        node.watchdog.run();
        assertThat(moved.isOpen()).isTrue();
        assertThat(unlimited.isOpen()).isTrue();
    }

    @Test
    void anExpiryInThePastClosesAtOnce() {
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        connection.expireAt(node.clock.instant().minusSeconds(1));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aCallbackThatThrowsIsToldToObservers() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new IllegalStateException("message");
            }

            @Override
            public void onDisconnect(Connection connection, CloseFrame reason) {
                throw new IllegalStateException("disconnect");
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, failing);
        connection.lifecycle().received(Message.text("x"));
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.events).containsSubsequence("failed onMessage", "failed onDisconnect", "closed 1000");
    }

    @Test
    void aMessageThatCannotBeDecodedIsNoFailureOfTheHandler() {
        RecordingHandler decoding = new RecordingHandler() {
            @Override
            public void onMessage(Connection connection, Message message) {
                throw new MessageDecodingException("no JSON", null);
            }
        };
        LiveConnection connection = node.connect(transport, EndpointOptions.DEFAULTS, decoding);
        connection.lifecycle().received(Message.text("x"));
        assertThat(node.events).doesNotContain("failed onMessage");
    }

    @Test
    void whatAHandlerThrowsWhenItIsReleasedLeavesNothingBehind() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void release(Connection connection) {
                throw new AssertionError("release");
            }
        };
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, failing, new RawProtocol());
        LiveConnection connection = node.connect(transport, endpoint);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(endpoint.slots().taken()).isZero();
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
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
                .dispatch(io.tideway.ws.Dispatch.MANAGED)
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
    void aConnectionThatComesWhileTheApplicationStopsIsClosedAtOnce() {
        node.registry.close();
        LiveConnection late = node.connect(transport, EndpointOptions.DEFAULTS, handler);
        assertThat(transport.closes()).containsExactly(CloseFrame.GOING_AWAY);
        late.lifecycle().closedByContainer(CloseFrame.GOING_AWAY);
        assertThat(handler.calls).containsExactly("release");
        assertThat(node.registry.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void givesItsSlotBackOnce() {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        LiveConnection connection = node.connect(transport, endpoint);
        assertThat(endpoint.slots().taken()).isEqualTo(1);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(endpoint.slots().taken()).isZero();
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
