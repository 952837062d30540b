package io.tideway.ws.bench.broker;

import io.lettuce.core.RedisClient;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Measures what passes between two nodes through one Redis, and what that costs Redis. What it writes there has a
 * prefix of its own and expires within two minutes.
 */
public final class RedisCosts {
    private static final int ROOMS = 100;
    private static final int BYTES = 128;
    private static final int WARM_UP = 100_000;
    private static final int COUNT = 200_000;
    private static final int MOST_UNANSWERED = 1000;
    private static final int PACED = 5_000;
    private static final int PACE = 500;
    private static final int NODES = 13; // of which each gets what is published
    private static final int FANNED_OUT = 50_000;
    private static final int STORED = 100_000;
    private static final Duration AGE = Duration.ofMinutes(2);
    private static final LogRetention RETENTION = new LogRetention(1000, AGE);

    private final MeasuredNode from;
    private final MeasuredNode to;
    private final RedisClient client;

    private RedisCosts(MeasuredNode from, MeasuredNode to, RedisClient client) {
        this.from = from;
        this.to = to;
        this.client = client;
    }

    /**
     * Runs it and prints each figure.
     *
     * @param arguments the URI of a server of its own, not of a Cluster
     * @throws InterruptedException if it is interrupted
     */
    public static void run(List<String> arguments) throws InterruptedException {
        String uri = arguments.isEmpty() ? "redis://127.0.0.1:6379" : arguments.get(0);
        Map<String, String> settings = Map.of(
                "tideway.ws.cluster.redis.uri",
                uri,
                "tideway.ws.cluster.redis.prefix",
                "bench-" + UUID.randomUUID().toString().substring(0, 8),
                "tideway.ws.cluster.redis.command-timeout",
                "60s"); // for as many calls at once as this makes
        int most = 2 * (WARM_UP + COUNT + PACED) + FANNED_OUT + PACED;
        try (RedisClient client = RedisStatistics.client(uri);
                MeasuredNode from = MeasuredNode.started("from", settings, 0);
                MeasuredNode to = MeasuredNode.started("to", settings, most)) {
            RedisCosts costs = new RedisCosts(from, to, client);
            costs.subscriptions();
            costs.passing("publish", costs::publish);
            costs.passing("append", costs::append);
            costs.logs();
            costs.presence();
            costs.upkeep();
            costs.fanOut(settings);
        }
    }

    private static String room(int number) {
        return "room-" + number % ROOMS;
    }

    private CompletionStage<?> publish(int number) {
        return from.broker().publish(Channel.room(room(number)), MeasuredNode.message(System.nanoTime(), BYTES));
    }

    private CompletionStage<?> append(int number) {
        return from.broker().append(room(number), MeasuredNode.message(System.nanoTime(), BYTES), RETENTION);
    }

    /** Measures one way of passing messages on: as fast as it goes, then at a pace. */
    private void passing(String name, IntFunction<CompletionStage<?>> call) throws InterruptedException {
        flood(WARM_UP, call);
        RedisStatistics before = RedisStatistics.of(client);
        long begin = System.nanoTime();
        flood(COUNT, call);
        double seconds = (System.nanoTime() - begin) / 1e9;
        RedisStatistics after = RedisStatistics.of(client);
        print(name + ": calls a second", COUNT / seconds);
        print(name + ": Redis CPU, us each", (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / COUNT);
        print(name + ": bytes to Redis each", (after.bytesIn() - before.bytesIn()) / (double) COUNT);
        print(name + ": bytes from Redis each", (after.bytesOut() - before.bytesOut()) / (double) COUNT);
        int first = to.arrived();
        pace(call);
        print(name + ": ms to the other node, p50", to.millis(0.5, first, first + PACED));
        print(name + ": ms to the other node, p99", to.millis(0.99, first, first + PACED));
    }

    private void flood(int count, IntFunction<CompletionStage<?>> call) throws InterruptedException {
        int expected = to.arrived() + count;
        Semaphore window = new Semaphore(MOST_UNANSWERED);
        for (int number = 0; number < count; number++) {
            window.acquire();
            call.apply(number).whenComplete((ignored, failure) -> window.release());
        }
        to.awaitArrivals(expected);
    }

    private void pace(IntFunction<CompletionStage<?>> call) throws InterruptedException {
        int expected = to.arrived() + PACED;
        long begin = System.nanoTime();
        for (int number = 0; number < PACED; number++) {
            long due = begin + TimeUnit.SECONDS.toNanos(number) / PACE;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            CompletionStage<?> unused = call.apply(number);
        }
        to.awaitArrivals(expected);
    }

    /** Measures what it costs Redis to pass on to more nodes than one. */
    private void fanOut(Map<String, String> settings) throws InterruptedException {
        List<MeasuredNode> others = new ArrayList<>();
        try {
            for (int number = 1; number < NODES; number++) {
                MeasuredNode node = MeasuredNode.started("other" + number, settings, 0);
                others.add(node);
                for (int room = 0; room < ROOMS; room++) {
                    MeasuredNode.await(node.broker().subscribe(Channel.room(room(room))));
                }
            }
            RedisStatistics before = RedisStatistics.of(client);
            flood(FANNED_OUT, this::publish);
            for (MeasuredNode node : others) {
                node.awaitArrivals(FANNED_OUT);
            }
            RedisStatistics after = RedisStatistics.of(client);
            String name = "publish to " + NODES + " nodes: ";
            print(name + "Redis CPU, us each", (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / FANNED_OUT);
            print(name + "bytes from Redis each", (after.bytesOut() - before.bytesOut()) / (double) FANNED_OUT);
            RedisStatistics rested = RedisStatistics.of(client);
            pace(this::publish);
            RedisStatistics paced = RedisStatistics.of(client);
            print(name + "at " + PACE + " a second, us each", (paced.cpuSeconds() - rested.cpuSeconds()) * 1e6 / PACED);
        } finally {
            others.forEach(MeasuredNode::close);
        }
    }

    private void subscriptions() {
        int channels = 10_000;
        long before = RedisStatistics.of(client).memory();
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int number = 0; number < channels; number++) {
            stages.add(to.broker().subscribe(Channel.room("room-" + number)));
        }
        stages.forEach(MeasuredNode::await);
        print(
                "bytes of memory per subscribed channel",
                (RedisStatistics.of(client).memory() - before) / (double) channels);
    }

    /** Writes as many to fresh logs as these keep, so that none is removed again. */
    private void logs() {
        long before = RedisStatistics.of(client).memory();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int number = 0; number < STORED; number++) {
            stages.add(from.broker().append("kept-" + number % ROOMS, MeasuredNode.message(0, BYTES), RETENTION));
            awaitAll(stages);
        }
        print(
                "bytes of memory per logged publication",
                (RedisStatistics.of(client).memory() - before) / (double) STORED);
    }

    private void presence() {
        long before = RedisStatistics.of(client).memory();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int number = 0; number < STORED; number++) {
            PresenceMember member = new PresenceMember(
                    UUID.randomUUID().toString(), Optional.of("user-" + number), Optional.empty(), Instant.now());
            stages.add(from.broker().present("present-" + number % ROOMS, List.of(member), AGE));
            awaitAll(stages);
        }
        print("bytes of memory per presence entry", (RedisStatistics.of(client).memory() - before) / (double) STORED);
    }

    private void upkeep() throws InterruptedException {
        UpkeepCosts upkeep = new UpkeepCosts(from, client);
        for (int each : List.of(1, 10, 100, 500)) {
            upkeep.presence(each);
        }
        upkeep.logs();
    }

    private static void awaitAll(List<CompletionStage<?>> stages) {
        if (stages.size() == MOST_UNANSWERED) {
            stages.forEach(MeasuredNode::await);
            stages.clear();
        }
    }

    private static void print(String what, double figure) {
        System.out.printf(Locale.ROOT, "%-42s %,.2f%n", what, figure);
    }
}
