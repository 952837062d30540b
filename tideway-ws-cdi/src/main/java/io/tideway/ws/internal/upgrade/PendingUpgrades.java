package io.tideway.ws.internal.upgrade;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps admitted upgrades until their sessions open; the two meet only through a request header.
 *
 * <p>Each has a random ticket for one session: {@linkplain #add handed out} by the gate, {@linkplain #present
 * presented} by the container's handshake, {@linkplain #redeem redeemed} by the session, which {@linkplain #opened has
 * opened} then. An upgrade that is revoked or expires instead gives its slot back. Thread-safe.
 */
final class PendingUpgrades {
    private static final long LIFE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<String, PendingUpgrade> added = new ConcurrentHashMap<>();
    private final Map<String, PendingUpgrade> presented = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final Object settlement = new Object();
    private int unsettled; // guarded by settlement

    PendingUpgrades(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Adds an upgrade; returns its ticket. */
    String add(PendingUpgrade upgrade) {
        String ticket = UUID.randomUUID().toString();
        added.put(ticket, upgrade);
        synchronized (settlement) {
            unsettled++; // before the caller has the ticket, without which only time settles it
        }
        return ticket;
    }

    /** Records that the container has accepted the handshake; false for a ticket that is unknown or void. */
    boolean present(String ticket) {
        PendingUpgrade upgrade = added.remove(ticket);
        if (upgrade != null) {
            presented.put(ticket, upgrade);
        }
        return upgrade != null;
    }

    /** Tells whether an upgrade that no session has redeemed is such. */
    boolean any(Predicate<PendingUpgrade> such) {
        return added.values().stream().anyMatch(such)
                || presented.values().stream().anyMatch(such);
    }

    /** Takes a presented upgrade, once; {@link #opened()} is due then. */
    @Nullable
    PendingUpgrade redeem(String ticket) {
        return presented.remove(ticket);
    }

    /** Records that the session of a redeemed upgrade has opened, or failed to. */
    void opened() {
        settle();
    }

    /** Waits until every upgrade has become a connection or has ended; gives up after the time given. */
    void awaitSettled(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (settlement) {
            while (unsettled > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(settlement, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Ends an upgrade that no session has redeemed, presented or not. */
    void revoke(String ticket) {
        revoke(ticket, upgrade -> {});
    }

    /** Ends an upgrade that no session has redeemed, presented or not, and shows it to the caller first. */
    void revoke(String ticket, Consumer<PendingUpgrade> caller) {
        for (Map<String, PendingUpgrade> upgrades : List.of(added, presented)) {
            PendingUpgrade upgrade = upgrades.remove(ticket);
            if (upgrade != null) {
                caller.accept(upgrade);
                release(upgrade);
            }
        }
    }

    /** Ends an upgrade that no handshake has presented; the session of a presented one may still open. */
    void revokeUnlessPresented(String ticket) {
        release(added.remove(ticket));
    }

    /** Ends the upgrades whose sessions did not open in time. */
    void expire() {
        long now = nanos.getAsLong();
        for (Map<String, PendingUpgrade> upgrades : List.of(added, presented)) {
            upgrades.forEach((ticket, upgrade) -> {
                if (now - upgrade.since() > LIFE_NANOS && upgrades.remove(ticket, upgrade)) {
                    release(upgrade);
                }
            });
        }
    }

    private void release(@Nullable PendingUpgrade upgrade) {
        if (upgrade != null) {
            upgrade.endpoint().slots().release();
            settle();
        }
    }

    private void settle() {
        synchronized (settlement) {
            unsettled--;
            if (unsettled == 0) {
                settlement.notifyAll();
            }
        }
    }
}
