package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a server once a second, on both connections, whether it answers and is still the master. Of the loop's thread.
 */
final class ServerHeartbeat {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String address;
    private final ServerConnections connections;
    private final Duration limit;
    private final Loop loop;
    private final Consumer<String> lost;
    private long sentAt = System.nanoTime();
    private int missing;

    ServerHeartbeat(String address, ServerConnections connections, Duration limit, Loop loop, Consumer<String> lost) {
        this.address = address;
        this.connections = connections;
        this.limit = limit;
        this.loop = loop;
        this.lost = lost;
    }

    /**
     * Checks the answer to {@code ROLE}.
     *
     * @throws IllegalStateException if the server is a replica
     */
    static void requireMaster(String address, List<Object> role) {
        if (!role.isEmpty() && role.get(0) instanceof byte[] name && !"master".equals(RedisValues.text(name))) {
            throw new IllegalStateException(RedisMessages.replica(address));
        }
    }

    boolean isLate(long now) {
        return missing > 0 && now - sentAt > limit.toNanos();
    }

    /** Sends the questions if they are due; returns whether it has. */
    boolean beat(long now) {
        if (missing > 0 || now - sentAt <= PERIOD_NANOS) {
            return false;
        }
        sentAt = now;
        missing = 2;
        connections
                .role()
                .whenComplete((role, failure) -> loop.execute(() -> {
                    missing--;
                    if (failure == null) {
                        check(role);
                    }
                }));
        connections.ping().whenComplete((pong, failure) -> loop.execute(() -> missing--));
        return true;
    }

    private void check(List<Object> role) {
        try {
            requireMaster(address, role);
        } catch (IllegalStateException replica) {
            lost.accept(String.valueOf(replica.getMessage()));
        }
    }
}
