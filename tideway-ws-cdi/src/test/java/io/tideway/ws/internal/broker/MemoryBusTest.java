package io.tideway.ws.internal.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBusTest {
    private static final Duration AGE = Duration.ofMinutes(5);
    private static final LogRetention RETENTION = new LogRetention(100, AGE);

    private final FakeClock clock = new FakeClock();
    private final MemoryBus bus = new MemoryBus(clock, 10_000);
    private final Broker broker = bus.onlyNode();
    private final Arrived arrived = new Arrived();

    MemoryBusTest() {
        broker.start(arrived);
    }

    @Test
    void aLogStandsForItsAgeAfterItsLastUseAndThenVanishes() {
        append("board", 10);
        passTime(AGE.minusSeconds(2));
        assertThat(bus.logCount()).isEqualTo(1);
        passTime(Duration.ofSeconds(2));
        assertThat(bus.logCount()).isZero();
        assertThat(bus.logBytes()).isZero();
    }

    @Test
    void aLogThatIsRetainedKeepsItsPositionWithoutItsOldEntries() {
        RoomPosition before = append("board", 10);
        for (int i = 0; i < 6; i++) {
            passTime(Duration.ofMinutes(1));
            broker.retain("board", RETENTION);
        }
        LogPage page = read("board");
        assertThat(page.position()).isEqualTo(before);
        assertThat(page.entries()).isEmpty();
    }

    @Test
    void theLogsUsedLongestAgoGiveWayFirst() {
        for (String room : List.of("first", "second", "third", "fourth")) {
            append(room, 2000);
            clock.advance(Duration.ofMillis(1));
        }
        read("first");
        clock.advance(Duration.ofMillis(1));
        append("fifth", 600);
        assertThat(bus.logBytes()).isLessThanOrEqualTo(10_000);
        assertThat(bus.logsEvicted()).isEqualTo(1);
        assertThat(read("second").entries()).isEmpty();
        assertThat(read("second").position().offset()).isEqualTo(1);
        assertThat(read("first").entries()).hasSize(1);
        assertThat(read("third").entries()).hasSize(1);
    }

    @Test
    void aLogLargerThanTheBoundGivesUpItsOwnOldestEntries() {
        for (int i = 0; i < 6; i++) {
            append("board", 3000);
        }
        assertThat(bus.logBytes()).isLessThanOrEqualTo(10_000);
        assertThat(read("board").position().offset()).isEqualTo(6);
        assertThat(read("board").entries()).hasSizeBetween(1, 3);
    }

    @Test
    void manyEmptyLogsGiveWayAsWell() {
        for (int i = 0; i < 1000; i++) {
            append("room" + i, 1);
        }
        assertThat(bus.logBytes()).isLessThanOrEqualTo(10_000);
        assertThat(bus.logCount()).isLessThan(40);
    }

    @Test
    void logsOfRoomsThatAreOnlyJoinedStayWithinTheBound() {
        for (int i = 0; i < 1000; i++) {
            read("room" + i);
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(bus.logBytes()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void logsThatHaveHeldNothingGiveWayFirst() {
        RoomPosition before = append("victim", 2000);
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(1));
            read("room" + i);
        }
        append("another", 1);
        assertThat(read("victim").position()).isEqualTo(before);
        assertThat(read("victim").entries()).hasSize(1);
    }

    @Test
    void presenceEndsWithItsTimeToLive() {
        broker.present(
                "board",
                List.of(new PresenceMember("1", Optional.empty(), Optional.empty(), Instant.EPOCH)),
                Duration.ofSeconds(30));
        passTime(Duration.ofSeconds(29));
        assertThat(broker.presenceCount("board").toCompletableFuture().join().connections())
                .isEqualTo(1);
        passTime(Duration.ofSeconds(1));
        assertThat(broker.presenceCount("board").toCompletableFuture().join().connections())
                .isZero();
    }

    @Test
    void whatIsPublishedWhileLogsExpireArrivesInOrderAndOneAtATime() throws Exception {
        int count = 20_000;
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> expiring = threads.submit(() -> {
                while (!over.get()) {
                    passTime(AGE); // every log vanishes each time
                }
            });
            Future<?> appending = threads.submit(() -> {
                for (int i = 0; i < count; i++) {
                    append("board", 1);
                }
            });
            for (int i = 0; i < count; i++) {
                broker.publish(Channel.room("board"), String.valueOf(i).getBytes(US_ASCII));
            }
            appending.get();
            over.set(true);
            expiring.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(arrived.overlaps.get()).isZero();
        assertThat(arrived.published)
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(String::valueOf).toList());
        assertThat(arrived.appended).hasSize(count);
        String epoch = "";
        long offset = 0;
        List<String> epochs = new ArrayList<>();
        for (RoomPosition position : arrived.appended) {
            if (!position.epoch().equals(epoch)) {
                epoch = position.epoch();
                offset = 0;
                epochs.add(epoch);
            }
            offset++;
            assertThat(position.offset()).isEqualTo(offset);
        }
        assertThat(epochs).doesNotHaveDuplicates();
    }

    private RoomPosition append(String room, int bytes) {
        return broker.append(room, new byte[bytes], RETENTION)
                .toCompletableFuture()
                .join();
    }

    private LogPage read(String room) {
        return broker.read(room, HistoryQuery.latest(), RETENTION)
                .toCompletableFuture()
                .join();
    }

    private void passTime(Duration time) {
        clock.advance(time);
        bus.expire();
    }

    /** Notes what arrives about one channel, and whether two calls overlap. */
    private static final class Arrived implements BrokerListener {
        private final List<String> published = Collections.synchronizedList(new ArrayList<>());
        private final List<RoomPosition> appended = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();

        @Override
        public void received(Channel channel, byte[] data) {
            once(() -> published.add(new String(data, US_ASCII)));
        }

        @Override
        public void appended(String room, RoomPosition position, byte[] data) {
            once(() -> appended.add(position));
        }

        private void once(Runnable note) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            note.run();
            inside.decrementAndGet();
        }

        @Override
        public void connected() {}

        @Override
        public void disconnected(String cause) {}
    }
}
