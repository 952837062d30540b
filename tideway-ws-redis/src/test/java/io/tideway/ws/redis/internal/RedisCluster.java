package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;

/** A Redis Cluster of three masters, which share the slots evenly. */
final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16384;

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisCluster() {}

    static RedisCluster started() {
        RedisCluster cluster = new RedisCluster();
        for (int number = 0; number < 3; number++) {
            cluster.servers.add(RedisServer.started("--cluster-enabled", "yes"));
        }
        for (int number = 0; number < 3; number++) {
            cluster.server(number).cli("cluster", "addslotsrange", "" + first(number), "" + (first(number + 1) - 1));
        }
        cluster.servers.forEach(server -> cluster.server(0).cli("cluster", "meet", "127.0.0.1", "" + server.port()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> cluster.servers.stream()
                        .allMatch(server -> server.cli("cluster", "info").contains("cluster_state:ok")));
        return cluster;
    }

    private static int first(int number) {
        return (SLOTS * number + 2) / 3;
    }

    List<RedisServer> servers() {
        return servers;
    }

    RedisServer server(int number) {
        return servers.get(number);
    }

    /** Finds the number of the master that has a slot. */
    int masterOf(int slot) {
        for (int number = 0; number < 3; number++) {
            if (slot < first(number + 1)) {
                return number;
            }
        }
        throw new AssertionError("there is no slot " + slot);
    }

    /** Moves a slot as redis-cli --cluster reshard does, with the keys in it. */
    void move(int slot, int from, int to) {
        RedisServer source = server(from);
        RedisServer target = server(to);
        String sourceId = source.cli("cluster", "myid");
        String targetId = target.cli("cluster", "myid");
        must(target.cli("cluster", "setslot", "" + slot, "importing", sourceId));
        must(source.cli("cluster", "setslot", "" + slot, "migrating", targetId));
        source.cli("cluster", "getkeysinslot", "" + slot, "1000")
                .lines()
                .filter(key -> !key.isEmpty())
                .forEach(key -> source.cli("migrate", "127.0.0.1", "" + target.port(), key, "0", "5000"));
        must(target.cli("cluster", "setslot", "" + slot, "node", targetId));
        must(source.cli("cluster", "setslot", "" + slot, "node", targetId));
    }

    private static void must(String answer) {
        if (!answer.toUpperCase(Locale.ROOT).startsWith("OK")) {
            throw new AssertionError(answer);
        }
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
