package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A master, a replica, and three Sentinels that watch them. */
final class RedisSentinels implements AutoCloseable {
    private final RedisServer master = RedisServer.started("--repl-diskless-sync-delay", "0");
    private final RedisServer replica = RedisServer.started("--replicaof", "127.0.0.1", "" + master.port());
    private final List<RedisServer> sentinels = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private RedisSentinels() {}

    static RedisSentinels started() {
        RedisSentinels all = new RedisSentinels();
        for (int number = 0; number < 3; number++) {
            all.sentinels.add(RedisServer.started(all.configuration().toString(), "--sentinel"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> all.sentinels.stream()
                        .map(sentinel -> sentinel.cli("sentinel", "master", "main"))
                        .allMatch(text -> text.contains("num-slaves\n1") && text.contains("num-other-sentinels\n2")));
        return all;
    }

    private Path configuration() {
        try {
            Path file = Files.createTempFile("tideway-sentinel", ".conf");
            Files.writeString(file, """
                    sentinel monitor main 127.0.0.1 %d 2
                    sentinel down-after-milliseconds main 1000
                    sentinel failover-timeout main 5000
                    """.formatted(master.port()));
            files.add(file);
            return file;
        } catch (IOException failed) {
            throw new AssertionError("cannot write a configuration", failed);
        }
    }

    RedisServer master() {
        return master;
    }

    RedisServer replica() {
        return replica;
    }

    RedisServer sentinel(int number) {
        return sentinels.get(number);
    }

    String uri() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/0#main"));
    }

    /** Waits until a server says that it is the master. */
    static void awaitMaster(RedisServer server) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> server.cli("role").startsWith("master"));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        replica.close();
        master.close();
        files.forEach(file -> file.toFile().delete());
    }
}
