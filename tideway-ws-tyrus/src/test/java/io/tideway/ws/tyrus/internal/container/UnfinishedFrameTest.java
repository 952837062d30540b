package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class UnfinishedFrameTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        if (front.front != null) {
            front.close();
        }
    }

    private RawClient client(Duration frameTimeout) throws IOException {
        front.connectionLimits = new ConnectionLimits(Integer.MAX_VALUE, frameTimeout);
        front.open();
        return RawClient.upgraded(front.port(), "/ws");
    }

    @Test
    void aFrameWhoseRestNeverComesEndsIn1008() throws Exception {
        try (RawClient client = client(Duration.ofMillis(200))) {
            client.send(Arrays.copyOf(Frame.text("half"), 8));
            assertThat(client.frame().closeCode()).isEqualTo(1008);
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.nextCloseCode()).isEqualTo(1008);
    }

    @Test
    void aConnectionThatEndsWithinAFrameLeavesNothingInMemory() throws Exception {
        RawClient client = client(Duration.ofMinutes(5));
        WeakReference<Session> session = new WeakReference<>(front.sessions.take());
        client.send(Arrays.copyOf(Frame.text("x".repeat(50_000)), 40_000));
        client.reset();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(session.get()).isNull();
        });
    }

    @Test
    void aFrameWhoseBytesComeForTooLongEndsIn1008() throws Exception {
        try (RawClient client = client(Duration.ofMillis(200))) {
            byte[] frame = Frame.text("x".repeat(10_000));
            int[] sent = {0};
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptionsInstanceOf(IOException.class) // the connection may have ended meanwhile
                    .untilAsserted(() -> {
                        client.send(Arrays.copyOfRange(frame, sent[0], sent[0] + 1));
                        sent[0]++;
                        assertThat(front.closeCodes).isNotEmpty();
                    });
        }
        assertThat(front.nextCloseCode()).isEqualTo(1008);
    }

    @Test
    void aFrameThatCouldNotBeWatchedAtFirstIsWatchedFromItsNextPartOn() {
        AtomicBoolean fails = new AtomicBoolean(true);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                if (fails.getAndSet(false)) {
                    throw new InternalError("out of memory");
                }
                return super.schedule(task, delay, unit);
            }
        };
        AtomicBoolean overdue = new AtomicBoolean();
        UnfinishedFrame frame = new UnfinishedFrame(timer, Duration.ofMillis(50), () -> overdue.set(true));
        frame.part();
        frame.part();
        Awaitility.await().untilTrue(overdue);
        timer.shutdownNow();
    }

    @Test
    void aFrameThatIsCompleteInTimeIsTakenAndTheNextHasItsOwnTime() throws Exception {
        try (RawClient client = client(Duration.ofSeconds(10))) {
            for (int i = 0; i < 3; i++) { // together longer than the limit of one
                byte[] frame = Frame.text("in time");
                client.send(Arrays.copyOf(frame, 8));
                Awaitility.await().pollDelay(Duration.ofMillis(3500)).until(() -> front.closeCodes.isEmpty());
                client.send(Arrays.copyOfRange(frame, 8, frame.length));
                assertThat(client.frame().text()).isEqualTo("in time");
            }
        }
        assertThat(front.nextCloseCode()).isEqualTo(1006);
    }
}
