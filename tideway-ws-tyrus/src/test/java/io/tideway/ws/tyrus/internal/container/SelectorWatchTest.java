package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.Test;

class SelectorWatchTest {

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
            SelectorWatch.Turn turn = watch.turn(runner);
            assertThat(turn).isNotNull();
            long callback = watch.begin(turn);
            Awaitility.await().until(() -> offers.get() >= 2); // the watch goes on, and tries again
            assertThat(watch.end(turn, callback)).isTrue();
        } finally {
            watch.close();
        }
    }
}
