package io.tideway.ws.redis.internal;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Implements the broker over Redis: starts and stops its parts, and passes each call to the part that does it. */
final class RedisBroker implements Broker {
    private final String nodeId;
    private final RedisSettings settings;
    private final RedisNames names;
    private final Submissions submissions;
    private final RoomLogs logs;
    private final RoomPresences presences;
    private final Announcements announcements;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable Running running; // guarded by this
    private boolean stopping; // guarded by this

    /** What there is between a start and a stop. */
    private record Running(Loop loop, Connector connector, Servers servers) {}

    RedisBroker(String nodeId, RedisSettings settings) {
        this.nodeId = nodeId;
        this.settings = settings;
        this.names = new RedisNames(settings.prefix(), settings.servers().get(0).getDatabase());
        this.submissions = new Submissions(new Budget(settings.queueMessages(), settings.queueBytes()));
        this.logs = new RoomLogs(names, submissions);
        this.presences = new RoomPresences(names, submissions);
        this.announcements = new Announcements(nodeId, names, submissions);
    }

    @Override
    public synchronized CompletionStage<Void> start(BrokerListener listener) {
        if (running != null || stopping || stopped.isDone()) {
            return CompletableFuture.failedStage(RedisMessages.stopped());
        }
        Loop loop = new Loop(nodeId);
        Connector connector = new Connector(nodeId, settings.commandTimeout());
        Servers servers = new Servers(nodeId, settings, names, loop, connector, listener);
        running = new Running(loop, connector, servers);
        submissions.open(loop, servers);
        loop.execute(servers::start);
        return servers.started().copy();
    }

    @Override
    public synchronized CompletionStage<Void> stop() {
        Running now = running;
        running = null;
        submissions.close();
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
        submissions.fail();
        ended.loop().stop();
        stopped.complete(null);
    }

    @Override
    public CompletionStage<Void> subscribe(Channel channel) {
        return submissions.onLoop((servers, stage) -> servers.subscribe(channel, stage));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Channel channel) {
        return submissions.onLoop((servers, stage) -> servers.unsubscribe(channel, stage));
    }

    @Override
    public CompletionStage<Void> publish(Channel channel, byte[] data) {
        String name = names.channel(channel);
        byte[] frame = Frames.publication(data);
        return submissions.submit(name, frame.length, link -> link.publish(name, frame), reply -> null);
    }

    @Override
    public CompletionStage<RoomPosition> append(String room, byte[] data, LogRetention retention) {
        return logs.append(room, data, retention);
    }

    @Override
    public CompletionStage<LogPage> read(String room, HistoryQuery query, LogRetention retention) {
        return logs.read(room, query, retention);
    }

    @Override
    public CompletionStage<Void> retain(String room, LogRetention retention) {
        return logs.retain(room, retention);
    }

    @Override
    public CompletionStage<Void> present(String room, Collection<PresenceMember> members, Duration timeToLive) {
        return presences.add(room, members, timeToLive);
    }

    @Override
    public CompletionStage<Void> absent(String room, String connectionId) {
        return presences.remove(room, connectionId);
    }

    @Override
    public CompletionStage<Presence> presence(String room) {
        return presences.list(room);
    }

    @Override
    public CompletionStage<PresenceCount> presenceCount(String room) {
        return presences.count(room);
    }

    @Override
    public CompletionStage<Void> announce(ClusterNode node, Duration timeToLive) {
        return announcements.announce(node, timeToLive);
    }

    @Override
    public CompletionStage<Void> withdraw() {
        return announcements.withdraw();
    }

    @Override
    public CompletionStage<List<ClusterNode>> nodes() {
        return announcements.list();
    }
}
