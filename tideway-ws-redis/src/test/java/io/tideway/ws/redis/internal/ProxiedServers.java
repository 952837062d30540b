package io.tideway.ws.redis.internal;

import static org.awaitility.Awaitility.await;

import io.tideway.ws.spi.Channel;
import java.time.Duration;

/**
 * Starts two servers in this process, of which the first one reaches their Redis through a proxy; a test that does so
 * locks the properties.
 */
final class ProxiedServers implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final RedisServer redis;
    final TcpProxy proxy;
    final Application here;
    final Application there;

    private ProxiedServers(RedisServer redis, TcpProxy proxy, Application here, Application there) {
        this.redis = redis;
        this.proxy = proxy;
        this.here = here;
        this.there = there;
    }

    /** Starts them with short limits, and waits until both are connected. */
    static ProxiedServers started() {
        return startedWith("500ms");
    }

    /** Starts them with a limit for the commands of the first server, and waits until both are connected. */
    static ProxiedServers startedWith(String commandTimeoutHere) {
        RedisServer redis = RedisServer.started("--enable-debug-command", "yes");
        TcpProxy proxy = TcpProxy.to(redis);
        ProxiedServers servers =
                new ProxiedServers(redis, proxy, server(proxy.uri(), commandTimeoutHere), server(redis.uri(), "500ms"));
        await().atMost(PATIENCE).until(servers::areConnected);
        return servers;
    }

    private static Application server(String uri, String commandTimeout) {
        return Application.startedWith(
                RedisSettings.URI + "=" + uri,
                RedisSettings.COMMAND_TIMEOUT + "=" + commandTimeout,
                "tideway.ws.cluster.time-to-live=3s");
    }

    boolean areConnected() {
        return here.isConnected() && there.isConnected();
    }

    /** Waits until so many servers have subscribed to a room. */
    void awaitInterest(String room, int servers) {
        String channel = new RedisNames("tideway").channel(Channel.room(room));
        await().atMost(PATIENCE)
                .until(() -> redis.cli("pubsub", "numsub", channel).endsWith("" + servers)
                        || redis.cli("pubsub", "shardnumsub", channel).endsWith("" + servers));
    }

    /** Counts the members of the room "board" that a server knows of. */
    static int present(Application asked) {
        return StartedBroker.result(asked.manager.room("board").presence())
                .members()
                .size();
    }

    @Override
    public void close() {
        proxy.close();
        redis.resume();
        here.close();
        there.close();
        redis.close();
    }
}
