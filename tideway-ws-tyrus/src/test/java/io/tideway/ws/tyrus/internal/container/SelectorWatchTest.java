package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.Test;

class SelectorWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger writes = new AtomicInteger();

    private static SelectorWatch watch() {
        return new SelectorWatch(Runnable::run, new ServerThreads("tideway-watch-test"));
    }

    private static SelectorRunner runner() throws IOException {
        return SelectorRunner.create(TCPNIOTransportBuilder.newInstance().build());
    }

    @Test
    void whatACallbackSendsIsWrittenBeforeTheSelectorWaits() throws IOException {
        SelectorWatch watch = watch();
        SelectorRunner runner = runner();
        SelectorTurn turn = watch.turn(runner);
        long callback = watch.begin(turn);
        assertThat(turn.gather(writes::incrementAndGet)).isTrue();
        watch.end(turn, callback);
        assertThat(writes).hasValue(0);
        watch.flush(runner);
        assertThat(writes).hasValue(1);
    }

    @Test
    void onlyACallbackOfTheThreadGathers() throws Exception {
        SelectorWatch watch = watch();
        SelectorTurn turn = watch.turn(runner());
        assertThat(turn.gather(writes::incrementAndGet)).isFalse();
        watch.begin(turn);
        assertThat(CompletableFuture.supplyAsync(() -> turn.gather(writes::incrementAndGet))
                        .get())
                .isFalse();
    }

    @Test
    void whatFailsDoesNotKeepBackTheOtherWrites() throws IOException {
        SelectorWatch watch = watch();
        SelectorTurn turn = watch.turn(runner());
        watch.begin(turn);
        turn.gather(() -> {
            throw new IllegalStateException("a write fails, as this test wants");
        });
        turn.gather(writes::incrementAndGet);
        turn.flush();
        assertThat(writes).hasValue(1);
    }

    @Test
    void aThreadGathersABoundedNumberOfWrites() throws IOException {
        SelectorWatch watch = watch();
        SelectorTurn turn = watch.turn(runner());
        watch.begin(turn);
        int gathered = 0;
        while (turn.gather(writes::incrementAndGet)) {
            gathered++;
        }
        assertThat(gathered).isBetween(1, 1000);
        turn.flush();
        assertThat(writes).hasValue(gathered);
    }

    @Test
    void whatHasWaitedForLongIsWrittenBeforeTheNextCallback() throws IOException {
        SelectorWatch watch = watch();
        SelectorTurn turn = watch.turn(runner());
        long callback = watch.begin(turn);
        turn.gather(writes::incrementAndGet);
        watch.end(turn, callback);
        Awaitility.await().until(() -> {
            watch.end(turn, watch.begin(turn));
            return writes.get() == 1;
        });
    }

    @Test
    void whatWasSentIsWrittenWhileALaterCallbackLingers() throws IOException {
        SelectorWatch watch = new SelectorWatch(task -> {}, new ServerThreads("tideway-watch-test"));
        watch.start();
        try {
            SelectorTurn turn = watch.turn(runner());
            watch.begin(turn);
            turn.gather(writes::incrementAndGet);
            Awaitility.await().until(() -> writes.get() == 1); // which the callback under way waits for
        } finally {
            watch.close();
        }
    }

    @Test
    void aSelectorKeepsItsThreadWhereNoOtherCanBeCreated() throws Exception {
        AtomicInteger offers = new AtomicInteger();
        SelectorWatch watch = new SelectorWatch(
                task -> {
                    offers.incrementAndGet();
                    throw new InternalError("no thread can be created");
                },
                new ServerThreads("tideway-watch-test"));
        watch.start();
        try {
            SelectorRunner runner =
                    SelectorRunner.create(TCPNIOTransportBuilder.newInstance().build());
            SelectorTurn turn = watch.turn(runner);
            assertThat(turn).isNotNull();
            long callback = watch.begin(turn);
            Awaitility.await().until(() -> offers.get() >= 2); // the watch goes on, and tries again
            assertThat(watch.end(turn, callback)).isTrue();
        } finally {
            watch.close();
        }
    }

    @Test
    void aCallbackThatComputesForLongLosesItsSelector() throws IOException {
        AtomicInteger offers = new AtomicInteger();
        SelectorWatch watch =
                new SelectorWatch(task -> offers.incrementAndGet(), new ServerThreads("tideway-watch-test"));
        watch.start();
        try {
            watch.begin(watch.turn(runner()));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (offers.get() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(offers).hasValue(1);
        } finally {
            watch.close();
        }
    }

    @Test
    void aThreadThatReadsOrWritesIsInNoCallback() {
        assertThat(SelectorTurn.isInCallback(stack(
                        "sun.nio.ch.SocketDispatcher",
                        "java.nio.channels.SocketChannel",
                        "org.glassfish.grizzly.nio.transport.TCPNIOUtils",
                        "io.tideway.ws.Connection")))
                .isFalse();
        assertThat(SelectorTurn.isInCallback(stack("sun.nio.ch.Net", "java.net.Socket", "org.example.Database")))
                .isTrue();
        assertThat(SelectorTurn.isInCallback(stack("org.example.Search", "org.glassfish.grizzly.Filter")))
                .isTrue();
        assertThat(SelectorTurn.isInCallback(stack())).isFalse(); // the thread has ended
    }

    private static StackTraceElement[] stack(String... classes) {
        return Arrays.stream(classes)
                .map(name -> new StackTraceElement(name, "method", "File.java", 1))
                .toArray(StackTraceElement[]::new);
    }
}
