package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Appends to the log of one room and reads it, from several threads on two nodes: each operation takes effect at one
 * moment between its call and its answer.
 *
 * <p>The offsets give the order of these moments, where a read follows the append at whose offset it ends. So it only
 * remains to check that operations which follow each other in time do so in that order.
 */
class LinearizableLogTest {
    private static final LogRetention RETENTION = new LogRetention(10_000, Duration.ofMinutes(5));
    private static final String ROOM = "board";
    private static final int THREADS = 6;
    private static final int OPERATIONS = 300; // of each thread
    private static final int LATEST = 5;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<StartedBroker> nodes = new ArrayList<>();
    private RedisServer redis;

    /** Records what one call has done; a read has the entries that it has found by their offsets, an append its own. */
    private record Operation(boolean appends, long called, long answered, long offset, Map<Long, String> entries) {
        boolean mayPrecede(Operation other) {
            return other.appends ? offset < other.offset : offset <= other.offset;
        }
    }

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        for (String nodeId : List.of("one", "two")) {
            nodes.add(StartedBroker.of(nodeId, redis.settings()));
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        nodes.forEach(StartedBroker::close);
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void theLogOfARoomIsLinearizable() throws Exception {
        List<Future<List<Operation>>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            StartedBroker node = nodes.get(i % nodes.size());
            String name = "thread " + i + " ";
            running.add(threads.submit(() -> operate(node, name)));
        }
        List<Operation> all = new ArrayList<>();
        for (Future<List<Operation>> each : running) {
            all.addAll(each.get(2, TimeUnit.MINUTES));
        }
        assertThat(all.stream().filter(Operation::appends).map(Operation::offset))
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, THREADS * OPERATIONS / 2)
                        .boxed()
                        .toList());
        Map<Long, String> log =
                entries(read(nodes.get(0), HistoryQuery.since(RoomPosition.NONE).limit(10_000)));
        for (Operation operation : all) {
            assertThat(log).containsAllEntriesOf(operation.entries());
            assertThat(all)
                    .filteredOn(later -> operation.answered() - later.called() < 0)
                    .allMatch(operation::mayPrecede);
        }
    }

    private List<Operation> operate(StartedBroker node, String name) {
        List<Operation> done = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            String text = name + i;
            long called = System.nanoTime();
            if (i % 2 == 0) {
                long offset =
                        result(node.broker.append(ROOM, bytes(text), RETENTION)).offset();
                done.add(new Operation(true, called, System.nanoTime(), offset, Map.of(offset, text)));
            } else {
                LogPage page = read(node, HistoryQuery.latest().limit(LATEST));
                long answered = System.nanoTime();
                long end = page.position().offset();
                Map<Long, String> entries = entries(page);
                assertThat(entries.keySet())
                        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(Math.max(1, end - LATEST + 1), end)
                                .boxed()
                                .toList());
                done.add(new Operation(false, called, answered, end, entries));
            }
        }
        return done;
    }

    private static LogPage read(StartedBroker node, HistoryQuery query) {
        return result(node.broker.read(ROOM, query, RETENTION));
    }

    private static Map<Long, String> entries(LogPage page) {
        Map<Long, String> entries = new HashMap<>();
        for (LogEntry entry : page.entries()) {
            entries.put(entry.offset(), new String(entry.data(), StandardCharsets.UTF_8));
        }
        return entries;
    }
}
