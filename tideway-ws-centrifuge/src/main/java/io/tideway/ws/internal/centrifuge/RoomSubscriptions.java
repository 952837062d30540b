package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.JoinDecision;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the rooms that one client is in or joins, and what it may do there; thread-safe. */
final class RoomSubscriptions {
    private final Client client;
    private final Map<String, Subscription> byRoom = new ConcurrentHashMap<>(2);

    RoomSubscriptions(Client client) {
        this.client = client;
    }

    /** Is what a client may do in one room; each join makes another one, so that a late answer finds its own. */
    static final class Subscription {
        private volatile JoinDecision.Allowed allowed; // renewed in place: its join may still be under way

        Subscription(JoinDecision.Allowed allowed) {
            this.allowed = allowed;
        }

        JoinDecision.Allowed allowed() {
            return allowed;
        }

        private boolean isOver(Instant now) {
            return allowed.expiry()
                    .map(Expiry::end)
                    .filter(end -> !now.isBefore(end))
                    .isPresent();
        }
    }

    /** Returns what the client may do in a room; empty if it is not there. */
    Optional<JoinDecision.Allowed> in(String room) {
        return Optional.ofNullable(byRoom.get(room)).map(Subscription::allowed);
    }

    boolean has(String room) {
        return byRoom.containsKey(room);
    }

    boolean has(String room, Subscription subscription) {
        return byRoom.get(room) == subscription;
    }

    /** Records that the application has the client join a room. */
    void joinedByApplication(String room) {
        byRoom.put(room, new Subscription(JoinDecision.allow()));
    }

    /** Records a join, unless the application has the client join meanwhile; false if it has. */
    boolean add(String room, Subscription subscription) {
        return byRoom.putIfAbsent(room, subscription) == null;
    }

    /** Undoes what a join that failed has recorded, unless something else has been recorded meanwhile. */
    void forget(String room, Subscription subscription) {
        byRoom.remove(room, subscription);
    }

    void remove(String room) {
        byRoom.remove(room);
    }

    /** Records a new decision on a room that the client is in or joins. */
    void renew(String room, JoinDecision.Allowed allowed) {
        Subscription subscription = byRoom.get(room);
        if (subscription != null) {
            subscription.allowed = allowed;
        }
        wake();
    }

    /** Ends the memberships whose permission has expired, and that the client has not renewed. */
    void endExpired() {
        Instant now = client.clock().instant();
        byRoom.forEach((room, subscription) -> {
            if (subscription.isOver(now)
                    && byRoom.remove(room, subscription)
                    && client.connection().leave(room)) {
                client.send(client.replies().unsubscribePush(room, 2501, "subscription expired"));
            }
        });
        wake();
    }

    /** Has the session woken when the next permission is over. */
    void wake() {
        byRoom.values().stream()
                .flatMap(subscription -> subscription.allowed().expiry().stream())
                .map(Expiry::end)
                .min(Instant::compareTo)
                .ifPresent(client.connection()::wakeAt);
    }
}
