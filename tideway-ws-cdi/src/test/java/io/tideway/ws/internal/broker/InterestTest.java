package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterestTest {
    private static final Duration UPKEEP = Duration.ofSeconds(2);

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final TwoNodes nodes = new TwoNodes(this::recording);
    private final TestNode here = nodes.here;

    private Broker recording(Broker broker) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (method.getName().endsWith("ubscribe")
                            && arguments[0] instanceof Channel channel
                            && channel.kind() != Channel.Kind.NODE
                            && channel.kind() != Channel.Kind.EVERYONE) {
                        calls.add(method.getName() + " " + channel.name());
                    }
                    try {
                        return method.invoke(broker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aRoomIsSubscribedFromItsFirstMemberToItsLast() {
        LiveConnection first = here.connect();
        LiveConnection second = here.connect();
        first.joinRoom("lobby");
        second.joinRoom("lobby");
        assertThat(calls).containsExactly("subscribe lobby");
        first.leaveRoom("lobby");
        nodes.runFor(UPKEEP);
        assertThat(calls).containsExactly("subscribe lobby");
        second.leaveRoom("lobby");
        nodes.runFor(UPKEEP);
        assertThat(calls).containsExactly("subscribe lobby", "unsubscribe lobby");
    }

    @Test
    void aUserIsSubscribedWhileItIsConnected() {
        LiveConnection connection = here.connect();
        connection.setUserId("ann");
        connection.setUserId("bob");
        nodes.runFor(UPKEEP);
        assertThat(calls).containsExactly("subscribe ann", "subscribe bob", "unsubscribe ann");
    }

    @Test
    void aConnectionThatEndsEndsItsSubscriptions() {
        LiveConnection connection = here.connect();
        connection.joinRoom("lobby");
        connection.setUserId("ann");
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        nodes.runFor(UPKEEP);
        assertThat(calls)
                .containsExactlyInAnyOrder("subscribe lobby", "subscribe ann", "unsubscribe lobby", "unsubscribe ann");
    }

    @Test
    void aRoomThatIsUsedAgainAtOnceStaysSubscribed() {
        LiveConnection connection = here.connect();
        connection.joinRoom("lobby");
        connection.leaveRoom("lobby");
        connection.joinRoom("lobby");
        nodes.runFor(UPKEEP);
        assertThat(calls).containsExactly("subscribe lobby");
    }

    @Test
    void aRoomWithALogStaysSubscribedUntilItsStateIsForgotten() {
        nodes.options("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = here.connect();
        connection.joinRoom("board");
        connection.leaveRoom("board");
        TwoNodes.link(here).upkeep();
        assertThat(calls).containsExactly("subscribe board");
        nodes.runFor(UPKEEP);
        assertThat(calls).containsExactly("subscribe board", "unsubscribe board");
    }

    @Test
    void aRoomWithALogIsNotSubscribedBecauseThisNodeGoesOnPublishing() {
        nodes.options("board", RoomOptions.none().history(5, Duration.ofMinutes(5)));
        LiveConnection connection = here.connect();
        connection.joinRoom("board");
        connection.leaveRoom("board");
        for (int seconds = 0; seconds < 5; seconds++) {
            nodes.clock.advance(Duration.ofSeconds(1));
            here.memory.upkeep();
            here.manager.room("board").broadcastText("x"); // between the two, which have times of their own
            TwoNodes.link(here).upkeep();
        }
        assertThat(calls).containsExactly("subscribe board", "unsubscribe board");
    }

    @Test
    void whateverRacesTheLastCallFitsTheMembers() throws Exception {
        LiveConnection first = here.connect();
        LiveConnection second = here.connect();
        for (int round = 0; round < 2000; round++) {
            CountDownLatch go = new CountDownLatch(1);
            Thread one = racing(go, () -> {
                first.joinRoom("lobby");
                first.leaveRoom("lobby");
            });
            Thread two = racing(go, () -> {
                second.joinRoom("lobby");
                second.leaveRoom("lobby");
                second.joinRoom("lobby");
            });
            Thread three = racing(go, () -> nodes.runFor(UPKEEP));
            go.countDown();
            one.join();
            two.join();
            three.join();
            assertThat(calls.get(calls.size() - 1)).isEqualTo("subscribe lobby");
            second.leaveRoom("lobby");
            nodes.runFor(UPKEEP);
            assertThat(calls.get(calls.size() - 1)).isEqualTo("unsubscribe lobby");
        }
    }

    private static Thread racing(CountDownLatch go, Runnable task) {
        Thread thread = new Thread(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                return;
            }
            task.run();
        });
        thread.start();
        return thread;
    }
}
