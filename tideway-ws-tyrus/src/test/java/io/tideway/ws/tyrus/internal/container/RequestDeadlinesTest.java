package io.tideway.ws.tyrus.internal.container;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestDeadlinesTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TCPNIOTransport transport =
            TCPNIOTransportBuilder.newInstance().build();
    private final RequestDeadlines deadlines = new RequestDeadlines(LIMIT, new Lingering(timer, LIMIT));

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** A connection that counts its end. */
    private static class Counting extends TCPNIOConnection {
        final AtomicInteger ends = new AtomicInteger();

        Counting(TCPNIOTransport transport) throws Exception {
            super(transport, SocketChannel.open());
        }

        @Override
        public void terminateSilently() {
            ends.incrementAndGet();
        }
    }

    /** A connection that memory has run out for. */
    private static final class Failing extends Counting {
        Failing(TCPNIOTransport transport) throws Exception {
            super(transport);
        }

        @Override
        public boolean isOpen() {
            throw new InternalError("out of memory");
        }
    }

    @Test
    void aRequestThatIsUnderWayWhileTheServerStandsStillHasTimeToBeRead() throws Exception {
        List<Runnable> looks = new ArrayList<>();
        ScheduledExecutorService frozen = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> scheduleWithFixedDelay(Runnable look, long first, long delay, TimeUnit unit) {
                looks.add(look);
                return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
            }
        };
        deadlines.watch(frozen);
        looks.get(0).run();
        Counting connection = new Counting(transport);
        deadlines.begin(new TcpConnection(connection));
        Awaitility.await().pollDelay(LIMIT.multipliedBy(10)).until(() -> true);
        looks.get(0).run(); // the first thing that runs after the freeze, before what waits in the socket is read
        frozen.shutdownNow();
        Assertions.assertThat(connection.ends).hasValue(0);
    }

    @Test
    void aRequestWhoseCheckFailsLeavesTheOthersTheirDeadline() throws Exception {
        Failing failing = new Failing(transport);
        deadlines.begin(new TcpConnection(failing));
        deadlines.watch(timer);
        Awaitility.await().until(() -> failing.ends.get() > 0);
        Counting slow = new Counting(transport);
        deadlines.begin(new TcpConnection(slow));
        Awaitility.await().until(() -> slow.ends.get() > 0);
    }
}
