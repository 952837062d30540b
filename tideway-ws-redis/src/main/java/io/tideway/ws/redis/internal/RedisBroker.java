package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The broker over Redis.
 *
 * <p>Callers only put what they want into a queue; the loop's thread takes all that is there and writes it at once.
 */
final class RedisBroker implements Broker {
    private static final int EPOCH_BYTES = 8;

    private final String nodeId;
    private final RedisSettings settings;
    private final Names names;
    private final Budget budget;
    private final Queue<Operation<?>> submitted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final SecureRandom random = new SecureRandom();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Running running;
    private boolean stopping; // guarded by this

    /** What there is between a start and a stop. */
    private record Running(Loop loop, Connector connector, Servers servers) {}

    RedisBroker(String nodeId, RedisSettings settings) {
        this.nodeId = nodeId;
        this.settings = settings;
        this.names = new Names(settings.prefix());
        this.budget = new Budget(settings.queueMessages(), settings.queueBytes());
    }

    @Override
    public synchronized CompletionStage<Void> start(BrokerListener listener) {
        if (running != null || stopped.isDone()) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        Loop loop = new Loop(nodeId);
        Connector connector = new Connector(nodeId, settings.commandTimeout());
        Servers servers = new Servers(nodeId, settings, names, loop, connector, listener);
        running = new Running(loop, connector, servers);
        loop.execute(servers::start);
        return servers.started().copy();
    }

    @Override
    public synchronized CompletionStage<Void> stop() {
        Running now = running;
        running = null;
        if (now == null && !stopping) {
            stopped.complete(null);
        } else if (now != null) {
            stopping = true;
            now.loop()
                    .execute(() -> now.servers().stop().whenCompleteAsync((ignored, failure) -> end(now), now.loop()));
        }
        return stopped.copy();
    }

    private void end(Running ended) {
        ended.connector().stop();
        failSubmitted();
        ended.loop().stop();
        stopped.complete(null);
    }

    @Override
    public CompletionStage<Void> subscribe(Channel channel) {
        return onLoop((servers, stage) -> servers.subscribe(channel, stage));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Channel channel) {
        return onLoop((servers, stage) -> servers.unsubscribe(channel, stage));
    }

    private CompletionStage<Void> onLoop(BiConsumer<Servers, CompletableFuture<Void>> action) {
        Running now = running;
        if (now == null) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        CompletableFuture<Void> stage = new CompletableFuture<>();
        now.loop().execute(() -> {
            if (running == null) {
                stage.completeExceptionally(RedisMessages.stopped());
            } else {
                action.accept(now.servers(), stage);
            }
        });
        return stage;
    }

    @Override
    public CompletionStage<Void> publish(Channel channel, byte[] data) {
        String name = names.channel(channel);
        byte[] frame = Frames.publication(data);
        return submit(name, frame.length, link -> link.publish(name, frame), reply -> null);
    }

    @Override
    public CompletionStage<RoomPosition> append(String room, byte[] data, LogRetention retention) {
        String[] keys = names.log(room);
        byte[] channel = Values.text(names.channel(Channel.room(room)));
        byte[] size = Values.text(retention.size());
        byte[] age = age(retention);
        byte[] epoch = newEpoch();
        return submit(
                keys[0],
                data.length,
                link -> link.call(
                        Script.APPEND,
                        ScriptOutputType.VALUE,
                        keys,
                        channel,
                        Values.text(link.publishingCommand()),
                        data,
                        size,
                        age,
                        epoch,
                        Values.text(link.runId())),
                reply -> RoomPosition.parse(Values.text(reply)));
    }

    @Override
    public CompletionStage<LogPage> read(String room, HistoryQuery query, LogRetention retention) {
        String[] keys = names.log(room);
        return call(Script.READ, keys, RedisBroker::page, link -> new byte[][] {
            Values.text(retention.size()),
            age(retention),
            newEpoch(),
            Values.text(link.runId()),
            Values.text(query.direction().name()),
            Values.text(query.from().epoch()),
            Values.text(query.from().offset()),
            Values.text(query.limit())
        });
    }

    private static LogPage page(List<?> reply) {
        List<LogEntry> entries = new ArrayList<>();
        for (int at = 2; at < reply.size(); at += 2) {
            entries.add(new LogEntry(Long.parseLong(Values.text(reply.get(at))), (byte[]) reply.get(at + 1)));
        }
        return new LogPage(
                new RoomPosition(Values.text(reply.get(0)), Long.parseLong(Values.text(reply.get(1)))), entries);
    }

    @Override
    public CompletionStage<Void> retain(String room, LogRetention retention) {
        String[] keys = names.log(room);
        return submit(
                keys[0],
                0,
                link -> link.call(Script.RETAIN, ScriptOutputType.INTEGER, keys, age(retention)),
                reply -> null);
    }

    @Override
    public CompletionStage<Void> present(String room, Collection<PresenceMember> members, Duration timeToLive) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(Values.text("present"));
        arguments.add(Values.text(timeToLive.toMillis()));
        members.forEach(member -> {
            arguments.add(Values.text(member.connectionId()));
            arguments.add(Values.member(member));
        });
        return this.<Void>call(
                Script.PRESENCE, names.presence(room), reply -> null, link -> arguments.toArray(new byte[0][]));
    }

    @Override
    public CompletionStage<Void> absent(String room, String connectionId) {
        return this.<Void>call(Script.PRESENCE, names.presence(room), reply -> null, link ->
                new byte[][] {Values.text("absent"), Values.text(connectionId)});
    }

    @Override
    public CompletionStage<Presence> presence(String room) {
        return call(Script.PRESENCE, names.presence(room), RedisBroker::members, link ->
                new byte[][] {Values.text("list")});
    }

    private static Presence members(List<?> reply) {
        List<PresenceMember> members = new ArrayList<>();
        for (int at = 0; at < reply.size(); at += 2) {
            members.add(Values.member(reply.get(at), reply.get(at + 1)));
        }
        members.sort(Comparator.comparing(PresenceMember::since).thenComparing(PresenceMember::connectionId));
        return new Presence(members);
    }

    @Override
    public CompletionStage<PresenceCount> presenceCount(String room) {
        return call(
                Script.PRESENCE,
                names.presence(room),
                reply -> new PresenceCount(((Long) reply.get(0)).intValue(), ((Long) reply.get(1)).intValue()),
                link -> new byte[][] {Values.text("count")});
    }

    @Override
    public CompletionStage<Void> announce(ClusterNode node, Duration timeToLive) {
        return this.<Void>call(Script.NODES, names.nodes(), reply -> null, link -> new byte[][] {
            Values.text("announce"), Values.text(node.id()), Values.text(timeToLive.toMillis()), Values.node(node)
        });
    }

    @Override
    public CompletionStage<Void> withdraw() {
        return this.<Void>call(Script.NODES, names.nodes(), reply -> null, link ->
                new byte[][] {Values.text("withdraw"), Values.text(nodeId)});
    }

    @Override
    public CompletionStage<List<ClusterNode>> nodes() {
        return call(Script.NODES, names.nodes(), RedisBroker::nodes, link -> new byte[][] {Values.text("list")});
    }

    private static List<ClusterNode> nodes(List<?> reply) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int at = 0; at < reply.size(); at += 2) {
            nodes.add(Values.node(reply.get(at), reply.get(at + 1)));
        }
        return List.copyOf(nodes);
    }

    private <T> CompletionStage<T> call(
            Script script, String[] keys, Function<List<?>, T> result, Function<Link, byte[][]> arguments) {
        return submit(
                keys[0],
                0,
                link -> link.call(script, ScriptOutputType.MULTI, keys, arguments.apply(link)),
                reply -> result.apply((List<?>) reply));
    }

    private <T> CompletionStage<T> submit(
            String key, int size, Function<Link, RedisFuture<?>> sender, Function<Object, T> result) {
        Running now = running;
        if (now == null) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        BrokerException refused = budget.take(size);
        if (refused != null) {
            return CompletableFuture.failedStage(refused);
        }
        Operation<T> operation = new Operation<>(key, size, budget, sender::apply, result);
        submitted.add(operation);
        if (draining.compareAndSet(false, true)) {
            now.loop().execute(() -> drain(now.servers()));
        }
        if (running == null) {
            failSubmitted();
        }
        return operation.stage();
    }

    private void drain(Servers servers) {
        draining.set(false);
        for (Operation<?> operation = submitted.poll(); operation != null; operation = submitted.poll()) {
            servers.submit(operation);
        }
    }

    private void failSubmitted() {
        for (Operation<?> operation = submitted.poll(); operation != null; operation = submitted.poll()) {
            operation.fail(RedisMessages.stopped());
        }
    }

    private byte[] newEpoch() {
        byte[] bytes = new byte[EPOCH_BYTES];
        random.nextBytes(bytes);
        return Values.text(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static byte[] age(LogRetention retention) {
        return Values.text(Math.max(1, retention.age().toMillis()));
    }
}
