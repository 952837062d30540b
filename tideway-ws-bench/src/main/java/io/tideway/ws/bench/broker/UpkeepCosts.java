package io.tideway.ws.bench.broker;

import io.lettuce.core.RedisClient;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures what the calls cost Redis that a node makes again and again for its rooms with members. */
final class UpkeepCosts {
    private static final int ENTRIES = 100_000;
    private static final int MOST_UNANSWERED = 100;
    private static final int PACED = 2_000;
    private static final int PACE = 500;
    private static final Duration AGE = Duration.ofMinutes(2);
    private static final LogRetention RETENTION = new LogRetention(100, AGE);

    private final MeasuredNode node;
    private final RedisClient client;

    UpkeepCosts(MeasuredNode node, RedisClient client) {
        this.node = node;
        this.client = client;
    }

    /**
     * Measures the refresh of the presence.
     *
     * @param each how many members a room has on the node, which are refreshed by one call
     */
    void presence(int each) throws InterruptedException {
        List<List<PresenceMember>> rooms = IntStream.range(0, ENTRIES / each)
                .mapToObj(
                        room -> Stream.generate(UpkeepCosts::member).limit(each).toList())
                .toList();
        IntFunction<CompletionStage<?>> refresh = number -> {
            int room = number % rooms.size();
            return node.broker().present("refreshed-" + each + "-" + room, rooms.get(room), AGE);
        };
        flood(rooms.size(), refresh);
        measure("refresh of " + each + (each == 1 ? " entry" : " entries"), rooms.size(), refresh);
    }

    private static PresenceMember member() {
        String id = UUID.randomUUID().toString();
        return new PresenceMember(id, Optional.of("user-" + id.substring(0, 6)), Optional.empty(), Instant.now());
    }

    /** Measures what keeps the log of a room with members. */
    void logs() throws InterruptedException {
        int rooms = ENTRIES / 10;
        flood(rooms, room -> node.broker().append("retained-" + room, new byte[] {'x'}, RETENTION));
        measure("keeping a log", rooms, number -> node.broker().retain("retained-" + number % rooms, RETENTION));
    }

    private void measure(String name, int count, IntFunction<CompletionStage<?>> call) throws InterruptedException {
        RedisStatistics before = RedisStatistics.of(client);
        flood(count, call);
        RedisStatistics after = RedisStatistics.of(client);
        print(name + ": calls of scripts", (double) (after.scriptCalls() - before.scriptCalls()));
        print(name + ": commands in each", (after.commands() - before.commands()) / (double) count - 1);
        print(name + ": Redis CPU, us each", microseconds(before, after) / count);
        print(name + ": bytes to Redis each", (after.bytesIn() - before.bytesIn()) / (double) count);
        RedisStatistics rested = RedisStatistics.of(client);
        pace(call);
        RedisStatistics paced = RedisStatistics.of(client);
        print(name + ": at " + PACE + " a second, us each", microseconds(rested, paced) / PACED);
    }

    private static double microseconds(RedisStatistics before, RedisStatistics after) {
        return (after.cpuSeconds() - before.cpuSeconds()) * 1e6;
    }

    private static void flood(int count, IntFunction<CompletionStage<?>> call) throws InterruptedException {
        Semaphore window = new Semaphore(MOST_UNANSWERED);
        AtomicInteger failures = new AtomicInteger();
        for (int number = 0; number < count; number++) {
            window.acquire();
            call.apply(number).whenComplete((ignored, failure) -> {
                failures.addAndGet(failure == null ? 0 : 1);
                window.release();
            });
        }
        window.acquire(MOST_UNANSWERED);
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " calls have failed");
        }
    }

    private static void pace(IntFunction<CompletionStage<?>> call) throws InterruptedException {
        long begin = System.nanoTime();
        for (int number = 0; number < PACED; number++) {
            long due = begin + TimeUnit.SECONDS.toNanos(number) / PACE;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            MeasuredNode.await(call.apply(number));
        }
    }

    private static void print(String what, double figure) {
        System.out.printf(Locale.ROOT, "%-48s %,.2f%n", what, figure);
    }
}
