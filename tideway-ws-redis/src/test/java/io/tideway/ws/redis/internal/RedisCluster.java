package io.tideway.ws.redis.internal;

import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A Redis Cluster of three masters, which share the slots evenly; the first one may have a replica. */
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
        await(() -> cluster.servers.stream()
                .allMatch(server -> server.cli("cluster", "info").contains("cluster_state:ok")));
        return cluster;
    }

    /** Starts one whose first master has a replica, which is promoted by {@link #failOver} only. */
    static RedisCluster startedWithReplica() {
        RedisCluster cluster = started();
        try {
            cluster.addReplica();
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void addReplica() {
        RedisServer master = server(0);
        RedisServer replica = RedisServer.started(
                "--cluster-enabled",
                "yes",
                "--cluster-replica-no-failover",
                "yes",
                "--cluster-replica-validity-factor",
                "0");
        servers.add(replica);
        replica.cli("cluster", "meet", "127.0.0.1", "" + master.port());
        master.cli("config", "set", "repl-diskless-sync-delay", "0");
        String id = master.cli("cluster", "myid");
        await(() -> replica.cli("cluster", "replicate", id).equals("OK"));
        await(() -> replica.cli("info", "replication").contains("master_link_status:up")
                && servers.stream().allMatch(server -> knows(server, "slave", id)));
    }

    /**
     * Ends the first master as a crash does, and waits until its replica is the master. Only meanwhile do the servers
     * lose patience with each other within a second, which a machine that stands still would have them do, too.
     */
    void failOver() {
        RedisServer replica = server(3);
        server(0).kill();
        replica.cli("config", "set", "cluster-replica-no-failover", "no");
        List<RedisServer> left = servers.subList(1, 4);
        left.forEach(server -> server.cli("config", "set", "cluster-node-timeout", "1000"));
        await(() -> left.stream()
                .allMatch(server -> server.cli("cluster", "info").contains("cluster_state:ok")
                        && knows(server, ":" + replica.port() + "@", "master")));
        left.forEach(server -> server.cli("config", "set", "cluster-node-timeout", "15000"));
    }

    /** Tells whether a server knows of a node whose description contains both. */
    private static boolean knows(RedisServer server, String one, String another) {
        return server.cli("cluster", "nodes").lines().anyMatch(node -> node.contains(one) && node.contains(another));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
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

    /** Finds a room whose slot a master has. */
    String roomOf(int master, String prefix) {
        RedisNames names = new RedisNames("tideway");
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> prefix + number)
                .filter(room -> masterOf(SlotHash.getSlot(names.channel(Channel.room(room)))) == master)
                .findFirst()
                .orElseThrow();
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
