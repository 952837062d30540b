package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrderedEventsTest {
    private final List<String> told = new ArrayList<>();
    private final OrderedEvents<String, Consumer<String>> events =
            new OrderedEvents<>(new Listeners<>(List.of(told::add)));

    @Test
    void changesDuringAListenersCallAreToldAfterItInOrder() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        events.note("ann", listener -> {
            called.countDown();
            await(changed);
            listener.accept("connected");
        });
        Thread teller = new Thread(() -> events.tell("ann"));
        teller.start();
        await(called);
        events.note("ann", listener -> listener.accept("disconnected"));
        events.tell("ann"); // returns at once, since the other thread is telling
        changed.countDown();
        teller.join();
        assertThat(told).containsExactly("connected", "disconnected");
    }

    @Test
    void aChangeThatAListenerMakesIsToldAfterThatListener() {
        events.note("ann", listener -> {
            events.note("ann", later -> later.accept("second"));
            events.tell("ann");
            listener.accept("first");
        });
        events.tell("ann");
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aStepRunsAfterTheChangesBeforeItAndOnce() {
        events.note("ann", listener -> listener.accept("change"));
        events.noteStep("ann", () -> told.add("step"));
        events.tell("ann");
        events.tell("ann");
        assertThat(told).containsExactly("change", "step");
    }

    @Test
    void aStepThatThrowsDoesNotKeepLaterChangesFromBeingTold() {
        events.noteStep("ann", () -> {
            throw new AssertionError("as the test wants it");
        });
        events.note("ann", listener -> listener.accept("change"));
        events.tell("ann");
        assertThat(told).containsExactly("change");
    }

    @Test
    void oneKeyDoesNotWaitForAnother() {
        events.note("ann", listener -> {
            events.note("bob", other -> other.accept("bob"));
            events.tell("bob");
            listener.accept("ann");
        });
        events.tell("ann");
        assertThat(told).containsExactly("bob", "ann");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
