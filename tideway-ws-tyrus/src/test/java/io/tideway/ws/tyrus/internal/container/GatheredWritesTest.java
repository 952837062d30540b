package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.Test;

class GatheredWritesTest {
    private final AtomicInteger writes = new AtomicInteger();
    private final SelectorWatch watch = // does not run, so that nothing else writes
            new SelectorWatch(Runnable::run, new ServerThreads("tideway-watch-test"));
    private final GatheredWrites gathered = new GatheredWrites(watch);

    @Test
    void whatACallbackHasSentIsWrittenOnceItAsks() throws IOException {
        SelectorTurn turn = watch.turn(
                SelectorRunner.create(TCPNIOTransportBuilder.newInstance().build()));
        gathered.onThread(turn);
        watch.begin(turn);
        assertThat(gathered.add(writes::incrementAndGet)).isTrue();
        assertThat(writes).hasValue(0);
        gathered.flush();
        assertThat(writes).hasValue(1);
    }
}
