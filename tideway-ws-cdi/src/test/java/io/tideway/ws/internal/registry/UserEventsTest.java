package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UserEventsTest {
    private final TestNode node = new TestNode();
    private final LiveConnection first = node.connect();
    private final LiveConnection second = node.connect();

    @Test
    void onlyTheFirstAndTheLastConnectionOfAUserAreTold() {
        first.setUserId("ann");
        second.setUserId("ann");
        first.setUserId(null);
        assertThat(node.userEvents).containsExactly("ann connected");
        second.setUserId(null);
        assertThat(node.userEvents).containsExactly("ann connected", "ann disconnected");
    }

    @Test
    void aConnectionThatEndsDisconnectsItsUser() {
        first.setUserId("ann");
        first.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.userEvents).containsExactly("ann connected", "ann disconnected");
    }

    @Test
    void aConnectionThatChangesItsUserConnectsTheNewOneFirst() {
        first.setUserId("ann");
        first.setUserId("anna");
        assertThat(node.userEvents).containsExactly("ann connected", "anna connected", "ann disconnected");
    }

    @Test
    void settingTheSameUserAgainTellsNothing() {
        first.setUserId("ann");
        first.setUserId("ann");
        assertThat(node.userEvents).containsExactly("ann connected");
    }

    @Test
    void changesDuringAListenersCallAreToldAfterItInOrder() throws InterruptedException {
        List<String> told = new ArrayList<>();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        UserChanges changes = new UserChanges(new Listeners<>(List.of(new UserListener() {
            @Override
            public void connected(String userId) {
                called.countDown();
                await(changed);
                told.add("connected");
            }

            @Override
            public void disconnected(String userId) {
                told.add("disconnected");
            }
        })));
        Groups users = new Groups(io.tideway.ws.Target::user, changes);
        Member member = users.add("ann", first);
        Thread teller = new Thread(() -> changes.tell("ann"));
        teller.start();
        await(called);
        users.remove("ann", member);
        changes.tell("ann"); // returns at once, since the other thread is telling
        changed.countDown();
        teller.join();
        assertThat(told).containsExactly("connected", "disconnected");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
