package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bounds what waits for Redis, sent or not. Thread-safe. */
final class Budget {
    private final int mostMessages;
    private final long mostBytes;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Budget(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** Takes what an operation needs; returns why it may not wait, or null. */
    @Nullable
    BrokerException take(int size) {
        int waiting = messages.incrementAndGet();
        long waitingBytes = bytes.addAndGet(size);
        // A single call larger than the bound still goes, or it never could.
        if (waiting > mostMessages || (waitingBytes > mostBytes && waiting > 1)) {
            giveBack(size);
            return RedisMessages.queueFull(waiting - 1, waitingBytes - size);
        }
        return null;
    }

    void giveBack(int size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
