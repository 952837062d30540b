package io.tideway.ws.internal.upgrade;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps admitted upgrades between the gate and the connection, which meet only by a request header.
 *
 * <p>A ticket is random and good for one connection: {@linkplain #issue issued} by the gate, {@linkplain #present presented}
 * by the container's handshake, {@linkplain #redeem redeemed} by the session. It is void once it is redeemed, revoked or
 * expired, and whatever voids it other than the session gives the slot back. Thread-safe.
 */
final class PendingUpgrades {
    private static final long LIFE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<String, Admitted> issued = new ConcurrentHashMap<>();
    private final Map<String, Admitted> presented = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    PendingUpgrades(LongSupplier nanos) {
        this.nanos = nanos;
    }

    String issue(Admitted admitted) {
        String ticket = UUID.randomUUID().toString();
        issued.put(ticket, admitted);
        return ticket;
    }

    /** Notes that the container has accepted the handshake; false for a ticket that was never issued, or is void. */
    boolean present(String ticket) {
        Admitted admitted = issued.remove(ticket);
        if (admitted != null) {
            presented.put(ticket, admitted);
        }
        return admitted != null;
    }

    /** Tells whether a ticket that no session has come for stands for such an upgrade. */
    boolean anyWaits(Predicate<Admitted> such) {
        return issued.values().stream().anyMatch(such)
                || presented.values().stream().anyMatch(such);
    }

    /** Takes what was admitted, once. */
    @Nullable
    Admitted redeem(String ticket) {
        return presented.remove(ticket);
    }

    /** Voids a ticket that no session has come for, presented or not. */
    void revoke(String ticket) {
        release(issued.remove(ticket));
        release(presented.remove(ticket));
    }

    /** Voids a ticket that no handshake has presented; for a presented one the session may still be on its way. */
    void revokeUnlessPresented(String ticket) {
        release(issued.remove(ticket));
    }

    /** Voids what no connection came for. */
    void expire() {
        long now = nanos.getAsLong();
        for (Map<String, Admitted> tickets : List.of(issued, presented)) {
            tickets.forEach((ticket, admitted) -> {
                if (now - admitted.since() > LIFE_NANOS && tickets.remove(ticket, admitted)) {
                    release(admitted);
                }
            });
        }
    }

    private static void release(@Nullable Admitted admitted) {
        if (admitted != null) {
            admitted.endpoint().slots().release();
        }
    }
}
