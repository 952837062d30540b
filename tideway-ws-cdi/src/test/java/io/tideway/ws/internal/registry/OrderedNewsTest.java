package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrderedNewsTest {
    private final List<String> told = new ArrayList<>();
    private final OrderedNews<String, Consumer<String>> news = new OrderedNews<>(new Listeners<>(List.of(told::add)));

    @Test
    void changesDuringAListenersCallAreToldAfterItInOrder() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        news.note("ann", listener -> {
            called.countDown();
            await(changed);
            listener.accept("connected");
        });
        Thread teller = new Thread(() -> news.tell("ann"));
        teller.start();
        await(called);
        news.note("ann", listener -> listener.accept("disconnected"));
        news.tell("ann"); // returns at once, since the other thread is telling
        changed.countDown();
        teller.join();
        assertThat(told).containsExactly("connected", "disconnected");
    }

    @Test
    void aChangeThatAListenerMakesIsToldAfterThatListener() {
        news.note("ann", listener -> {
            news.note("ann", later -> later.accept("second"));
            news.tell("ann");
            listener.accept("first");
        });
        news.tell("ann");
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aStepRunsAfterTheChangesBeforeItAndOnce() {
        news.note("ann", listener -> listener.accept("change"));
        news.noteStep("ann", () -> told.add("step"));
        news.tell("ann");
        news.tell("ann");
        assertThat(told).containsExactly("change", "step");
    }

    @Test
    void aStepThatThrowsDoesNotKeepLaterChangesFromBeingTold() {
        news.noteStep("ann", () -> {
            throw new AssertionError("as the test wants it");
        });
        news.note("ann", listener -> listener.accept("change"));
        news.tell("ann");
        assertThat(told).containsExactly("change");
    }

    @Test
    void oneKeyDoesNotWaitForAnother() {
        news.note("ann", listener -> {
            news.note("bob", other -> other.accept("bob"));
            news.tell("bob");
            listener.accept("ann");
        });
        news.tell("ann");
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
