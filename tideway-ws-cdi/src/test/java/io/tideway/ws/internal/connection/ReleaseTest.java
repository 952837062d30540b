package io.tideway.ws.internal.connection;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.INLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final FakeTransport transport = new FakeTransport(INLINE);

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
            public void left(LocalConnection connection, String room) {
                taken.add(endpoint.slots().taken());
            }
        };
        LiveConnection connection = observed.connect(transport, endpoint);
        connection.joinRoom("lobby");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(taken).containsExactly(0);
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
        stuck.runFor(Duration.ofMinutes(1));
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
        TestNode stuck = new TestNode(new Pools(
                ReliableExecutor.of(upkeep), waiting, waiting, waiting, waiting, waiting, dispatch -> waiting));
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
        TestNode stuck = new TestNode(new Pools(here, here, here, here, here, waiting, dispatch -> waiting));
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
    void givesItsSlotBackOnce() {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, handler, new RawProtocol());
        LiveConnection connection = node.connect(transport, endpoint);
        assertThat(endpoint.slots().taken()).isEqualTo(1);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(endpoint.slots().taken()).isZero();
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
}
