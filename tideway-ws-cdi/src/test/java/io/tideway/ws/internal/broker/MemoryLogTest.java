package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryLogTest {
    private static final Duration AGE = Duration.ofMinutes(5);
    private static final int SIZE = 6;

    private final AtomicLong bytes = new AtomicLong();
    private final MemoryLog log = new MemoryLog("board", new LogRetention(SIZE, AGE), 0, bytes);

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            byte next = (byte) (log.position().offset() + 1);
            log.append(new byte[] {next}, next);
        }
    }

    private void assertReads() {
        long end = log.position().offset();
        long oldest = Math.max(1, end - SIZE + 1);
        assertReads(oldest, end);
    }

    /** Reads from every offset, in both directions and with several limits. */
    private void assertReads(long oldest, long end) {
        String epoch = log.position().epoch();
        for (int limit : new int[] {0, 1, 3, 100}) {
            for (long from : LongStream.concat(LongStream.rangeClosed(0, end + 2), LongStream.of(Long.MAX_VALUE))
                    .toArray()) {
                RoomPosition position = new RoomPosition(epoch, from);
                assertReads(
                        HistoryQuery.since(position).limit(limit),
                        Math.max(oldest, from == Long.MAX_VALUE ? from : from + 1),
                        end);
                assertReads(HistoryQuery.before(position).limit(limit), Math.min(end, from - 1), oldest);
            }
            assertReads(HistoryQuery.since(RoomPosition.NONE).limit(limit), oldest, end);
            assertReads(HistoryQuery.latest().limit(limit), end, oldest);
        }
    }

    private void assertReads(HistoryQuery query, long first, long last) {
        LongStream expected = query.direction() == HistoryQuery.Direction.FORWARDS
                ? LongStream.iterate(first, offset -> offset <= last, offset -> offset + 1)
                : LongStream.iterate(first, offset -> offset >= last, offset -> offset - 1);
        LogPage page = log.read(query);
        assertThat(page.position()).isEqualTo(log.position());
        assertThat(page.entries().stream().map(LogEntry::offset).toList())
                .as(query.toString())
                .containsExactlyElementsOf(expected.limit(query.limit()).boxed().toList());
        assertThat(page.entries()).allMatch(entry -> entry.data()[0] == entry.offset());
    }

    @Test
    void aReadBeginsAtAnyPosition() {
        assertReads();
        for (int i = 0; i < 4 * SIZE; i++) {
            append(1);
            assertReads();
        }
    }

    @Test
    void aReadBeginsAtAnyPositionWhereOldEntriesAreGone() {
        append(SIZE + 2);
        log.removeOldest();
        assertReads(4, SIZE + 2);
        assertThat(log.clear()).isTrue();
        assertReads(SIZE + 3, SIZE + 2);
        append(2);
        assertReads(SIZE + 3, SIZE + 4);
    }

    @Test
    void aLogGrowsAfterOldEntriesAreGone() {
        append(SIZE);
        log.removeOldest();
        log.removeOldest();
        assertThat(log.use(new LogRetention(100, AGE), 0)).isTrue();
        append(30);
        assertReads(3, SIZE + 30);
    }

    @Test
    void anotherLogHasNothingInCommon() {
        append(SIZE);
        RoomPosition other = new RoomPosition("other", 2);
        assertThat(List.of(log.read(HistoryQuery.since(other)), log.read(HistoryQuery.before(other))))
                .allMatch(page -> page.entries().isEmpty());
    }

    @Test
    void whatIsTooOldIsNoLongerCounted() {
        long empty = bytes.get();
        append(SIZE);
        long all = bytes.get() - empty;
        assertThat(log.expire(AGE.toNanos() - 1)).isFalse();
        assertThat(bytes.get() - empty).isEqualTo(all);
        assertThat(log.use(new LogRetention(SIZE, AGE), AGE.toNanos() - 1)).isTrue();
        assertThat(log.expire(AGE.toNanos() + 3)).isFalse();
        assertThat(bytes.get() - empty).isEqualTo(all / SIZE * (SIZE - 3));
        assertReads(4, SIZE);
    }
}
