package io.tideway.ws.tyrus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StopOnceTest {

    @Test
    void aStopThatAsksForItselfEnds() throws Exception {
        AtomicInteger stops = new AtomicInteger();
        AtomicReference<StopOnce> self = new AtomicReference<>();
        StopOnce stop = new StopOnce(() -> {
            stops.incrementAndGet();
            self.get().stop();
        });
        self.set(stop);
        Thread thread = new Thread(stop::stop);
        thread.setDaemon(true);
        thread.start();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(stops).hasValue(1);
    }

    @Test
    void anotherThreadWaitsForTheStop() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        StopOnce stop = new StopOnce(() -> {
            stopping.countDown();
            Awaitility.await().until(() -> released.getCount() == 0);
        });
        Thread first = new Thread(stop::stop);
        first.start();
        stopping.await();
        Thread second = new Thread(stop::stop);
        second.start();
        Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
        released.countDown();
        first.join();
        second.join();
        assertThat(stop.hasBegun()).isTrue();
    }
}
