package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Knows since when and why the broker is not connected, and tells the listener. Of the loop's thread, except
 * {@link #exception}.
 */
final class Outage {
    private final BrokerListener listener;
    private final Duration limit;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile String cause = "not connected yet";
    private long since = System.nanoTime();
    private volatile boolean connected;

    Outage(BrokerListener listener, Duration limit) {
        this.listener = listener;
        this.limit = limit;
    }

    /** Completes with the first connection, or exceptionally with the first attempt that fails. */
    CompletableFuture<Void> started() {
        return started;
    }

    boolean isOver() {
        return connected;
    }

    /** Says until when a call that is made now may wait. */
    long deadline() {
        return (connected ? System.nanoTime() : since) + limit.toNanos();
    }

    /** Says why a call has failed: for an outage, or because its time was over without one. */
    BrokerException exception() {
        return connected ? RedisMessages.timedOut("Redis", limit) : RedisMessages.unreachable(cause);
    }

    void begin(String why) {
        cause = why;
        if (connected) {
            connected = false;
            since = System.nanoTime();
            listener.disconnected(RedisMessages.unreachableBecause(why));
        }
    }

    void attemptFailed(String why) {
        if (!connected) {
            cause = why;
        }
        RedisMessages.attemptFailed(why);
        started.completeExceptionally(RedisMessages.unreachable(why));
    }

    /** Ends the outage; returns whether there was one. */
    boolean end() {
        if (connected) {
            return false;
        }
        connected = true;
        listener.connected();
        started.complete(null);
        return true;
    }
}
