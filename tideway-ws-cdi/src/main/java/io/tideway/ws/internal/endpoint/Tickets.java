package io.tideway.ws.internal.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps admitted upgrades between the gate and the connection, which meet only by a request header.
 *
 * <p>A ticket is random, good for one connection, and void if its handshake fails in the container. Thread-safe.
 */
final class Tickets {
    private static final long LIFE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<String, Admitted> open = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    Tickets(LongSupplier nanos) {
        this.nanos = nanos;
    }

    String issue(Admitted admitted) {
        String ticket = UUID.randomUUID().toString();
        open.put(ticket, admitted);
        return ticket;
    }

    @Nullable
    Admitted redeem(String ticket) {
        return open.remove(ticket);
    }

    boolean isOpen(String ticket) {
        return open.containsKey(ticket);
    }

    /** Voids a ticket and gives its slot back. */
    void revoke(String ticket) {
        Admitted admitted = open.remove(ticket);
        if (admitted != null) {
            admitted.endpoint().slots().release();
        }
    }

    /** Voids what no connection came for. */
    void expire() {
        long now = nanos.getAsLong();
        open.forEach((ticket, admitted) -> {
            if (now - admitted.since() > LIFE_NANOS) {
                revoke(ticket);
            }
        });
    }
}
