package io.tideway.ws.internal.registry;

import static io.tideway.ws.fixtures.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Keeps a thread in a listener of joins while another thread changes the same connection. */
class MembershipEventsTest {
    private final CountDownLatch joining = new CountDownLatch(1);
    private final CountDownLatch changed = new CountDownLatch(1);
    private final AtomicInteger untold = new AtomicInteger();
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final TestNode node = new TestNode() {
        @Override
        public void joined(LocalConnection connection, String room) {
            if (room.equals("slow")) {
                joining.countDown();
                await(changed);
            }
            super.joined(connection, room);
        }

        @Override
        public void connected(String userId) {
            boolean first = userEvents.isEmpty();
            super.connected(userId);
            for (int i = 0; first && i < 5000; i++) {
                connection.setUserId(null);
                connection.setUserId(userId);
            }
        }

        @Override
        public void answered(LocalConnection connection, String room) {
            answers.add(room);
        }

        @Override
        public void joinedAndLeft(LocalConnection connection, String room) {
            untold.incrementAndGet();
        }
    };
    private final LiveConnection connection = node.connect();
    private final Thread joiner = new Thread(() -> connection.joinRoom("slow"));

    @Test
    void aLeaveByAnotherThreadIsToldAfterTheJoin() throws InterruptedException {
        beginJoin();
        assertThat(connection.leaveRoom("slow")).isTrue();
        finishJoin();
        assertThat(node.events).containsExactly("opened", "joined slow", "left slow");
    }

    @Test
    void theEndOfTheConnectionIsToldAfterTheJoin() throws InterruptedException {
        beginJoin();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        finishJoin();
        assertThat(node.events).containsExactly("opened", "joined slow", "left slow", "closed 1000");
        assertThat(node.registry.unreleased()).isEmpty();
    }

    @Test
    void theEndOfTheConnectionFreesItsNamesThoughAListenerBlocks() throws InterruptedException {
        beginJoin();
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.manager.roomCount()).isZero();
        finishJoin();
    }

    @Test
    void aListenerThatBlocksDoesNotHoldUpAnotherConnection() throws InterruptedException {
        beginJoin();
        node.connect().joinRoom("other");
        assertThat(node.events).contains("joined other");
        finishJoin();
    }

    @Test
    void whatWaitsForAListenerThatBlocksIsBounded() throws InterruptedException {
        beginJoin();
        for (int i = 0; i < 5000; i++) {
            connection.joinRoom("room");
            connection.leaveRoom("room");
        }
        finishJoin();
        assertThat(node.events).hasSize(1002).endsWith("joined room", "left room");
        assertThat(untold).hasValue(4500);
    }

    @Test
    void answersThatWaitForAListenerThatBlocksAreBounded() throws InterruptedException {
        beginJoin();
        for (int i = 0; i < 5000; i++) {
            connection.joinRoom("room " + i);
            connection.membership().answered("room " + i);
            connection.leaveRoom("room " + i);
        }
        connection.joinRoom("last");
        connection.membership().answered("last");
        finishJoin();
        assertThat(answers).hasSizeLessThan(400).endsWith("last");
        assertThat(node.events).hasSizeLessThan(1000).endsWith("joined last");
    }

    @Test
    void changesOfAUserDuringACallOfAListenerAreToldInTheirFinalState() {
        connection.setUserId("ann");
        assertThat(node.userEvents).hasSizeLessThan(1100).endsWith("ann connected");
    }

    private void beginJoin() throws InterruptedException {
        joiner.start();
        await(joining);
    }

    private void finishJoin() throws InterruptedException {
        changed.countDown();
        joiner.join();
    }
}
