package io.tideway.ws.internal.registry;

import static io.tideway.ws.fixtures.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedEventsTest {
    private static final int MANY = 10_000;

    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final OrderedEvents<String, Consumer<String>> events =
            new OrderedEvents<>(new Listeners<>(List.of(told::add)), ReliableExecutor.of(pool::add));

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

    @Test
    void theFirstThreadReturnsWhileOthersGoOn() {
        noteOneAfterAnother(0);
        events.tell("ann");
        assertThat(told).hasSizeLessThan(100);
        runPool();
        assertThat(told).containsExactlyElementsOf(numbers(MANY));
    }

    @Test
    void aTaskOfThePoolTellsAShareOnly() {
        noteOneAfterAnother(0);
        events.tell("ann");
        pool.remove().run();
        assertThat(told).hasSizeLessThan(200);
        assertThat(pool).hasSize(1);
    }

    @Test
    void theFirstThreadTellsEverythingThatWaitedWhenItBegan() {
        numbers(500).forEach(number -> events.note("ann", listener -> listener.accept(number)));
        events.tell("ann");
        assertThat(told).containsExactlyElementsOf(numbers(500));
        assertThat(pool).isEmpty();
    }

    @Test
    void whatWaitsIsBounded() {
        events.note("ann", listener -> {
            for (int i = 0; i < MANY; i++) {
                begin("room " + i);
                end("room " + i);
            }
            begin("last");
        });
        tellAll();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.addAll(List.of("+room " + i, "-room " + i));
        }
        expected.add("+last");
        assertThat(told).containsExactlyElementsOf(expected);
    }

    @Test
    void onlyABeginningBeyondTheBoundIsCancelled() {
        events.note("ann", listener -> {
            begin("early");
            numbers(999).forEach(number -> events.note("ann", later -> later.accept(number)));
            end("early");
            begin("early");
            begin("late");
            end("early");
            begin("another");
            end("late");
            events.noteStep("ann", () -> told.add("step"));
        });
        tellAll();
        List<String> expected = new ArrayList<>(List.of("+early"));
        expected.addAll(numbers(999));
        expected.addAll(List.of("-early", "+another", "step"));
        assertThat(told).containsExactlyElementsOf(expected);
    }

    @Test
    void aBeginningThatIsNotedAgainBeyondTheBoundTakesTheLaterPlace() {
        events.note("ann", listener -> {
            numbers(1000).forEach(number -> events.note("ann", later -> later.accept(number)));
            begin("late");
            begin("between");
            begin("late");
        });
        tellAll();
        List<String> expected = new ArrayList<>(numbers(1000));
        expected.addAll(List.of("+between", "+late"));
        assertThat(told).containsExactlyElementsOf(expected);
    }

    private void begin(String room) {
        events.noteBeginning("ann", room, listener -> listener.accept("+" + room));
    }

    private void end(String room) {
        if (!events.cancel("ann", room)) {
            events.note("ann", listener -> listener.accept("-" + room));
        }
    }

    /** Notes changes so that the next one comes while listeners are told of one. */
    private void noteOneAfterAnother(int number) {
        if (number < MANY) {
            events.note("ann", listener -> {
                listener.accept(String.valueOf(number));
                noteOneAfterAnother(number + 1);
            });
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private void tellAll() {
        events.tell("ann");
        runPool();
    }

    private void runPool() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }
}
