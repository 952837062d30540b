package io.tideway.ws.internal.delivery;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the broker, and other nodes, who is in the rooms of this node; thread-safe.
 *
 * <p>An entry that is written while its connection leaves, or changes, is corrected by the thread that has written it,
 * so each write is followed by a check of what is true by then.
 */
public final class RoomPresence {
    private static final int MOST_AT_ONCE = 500; // entries in one call

    private final LogContext context;
    private final InstantSource clock;
    private final Duration timeToLive;
    private final Pace pace;

    /**
     * Creates what tells of members.
     *
     * @param timeToLive how long an entry is kept without a refresh, which comes three times within it
     */
    public RoomPresence(LogContext context, InstantSource clock, Duration timeToLive) {
        this.context = context;
        this.pace = new Pace();
        this.clock = clock;
        this.timeToLive = timeToLive;
    }

    Instant now() {
        return clock.instant();
    }

    /** Tells of a member, unless it joins with a position: a join that is not answered yet may still be refused. */
    void joined(RoomState state, LocalConnection connection, String room, Instant since) {
        present(state, connection, room);
        if (!state.options.hasJoinLeave()) {
            return;
        }
        if (state.log != null && state.log.isJoining(connection)) {
            state.untold.add(connection);
        } else {
            tellJoined(state, connection, room, since);
        }
    }

    /** Tells of a member that has joined with a position, the member itself too, since it has been answered by now. */
    void answered(RoomState state, LocalConnection connection, String room) {
        Instant since = state.joinedAt.get(connection);
        if (state.untold.remove(connection) && since != null) {
            tellJoined(state, connection, room, since);
        }
    }

    private void tellJoined(RoomState state, LocalConnection connection, String room, Instant since) {
        PresenceMember member = member(connection, since);
        tell(new MemberJoined(room, member));
        show(state, new MemberJoined(room, member));
        context.remote().joined(room, member);
    }

    void left(RoomState state, LocalConnection connection, String room) {
        Instant since = state.joinedAt.remove(connection);
        PresenceMember member = member(connection, since == null ? clock.instant() : since);
        if (state.options.hasPresence()) {
            var unused = context.broker().absent(room, connection.id());
        }
        if (state.options.hasJoinLeave() && !state.untold.remove(connection)) {
            tell(new MemberLeft(room, member));
            show(state, new MemberLeft(room, member));
            context.remote().left(room, member);
        }
    }

    /** Tells listeners that a connection has joined, on any node. */
    void tell(MemberJoined event) {
        context.listeners().tell(listener -> listener.joined(event));
    }

    /** Tells listeners that a connection has left, on any node. */
    void tell(MemberLeft event) {
        context.listeners().tell(listener -> listener.left(event));
    }

    /** Tells the clients in a room, on this node, that a connection has joined. */
    void show(RoomState state, MemberJoined event) {
        tellMembers(state, event.room(), encoding -> encoding.joined(event.room(), event.member()));
    }

    /** Tells the clients in a room, on this node, that a connection has left. */
    void show(RoomState state, MemberLeft event) {
        tellMembers(state, event.room(), encoding -> encoding.left(event.room(), event.member()));
    }

    /** Tells the clients in a room, on this node, as far as their protocols and permissions have them told. */
    private void tellMembers(RoomState state, String room, Function<Encoding, @Nullable Payload> frame) {
        IdentityHashMap<Encoding, Optional<Payload>> frames =
                new IdentityHashMap<>(2); // encoded once for each protocol
        DeferredWrites writes = context.flusher().begin();
        try {
            context.registry().forEach(Selection.of(List.of(Target.room(room))), (connection, admission) -> {
                if (connection.seesMembers(room) && (state.log == null || !state.log.isJoining(connection))) {
                    frames.computeIfAbsent(
                                    connection.encoding(), encoding -> Optional.ofNullable(frame.apply(encoding)))
                            .ifPresent(payload -> connection.offer(payload, admission, writes));
                }
            });
        } finally {
            writes.end();
        }
    }

    void changed(RoomState state, LocalConnection connection, String room) {
        present(state, connection, room);
    }

    private void present(RoomState state, LocalConnection connection, String room) {
        Instant since = state.options.hasPresence() ? state.joinedAt.get(connection) : null;
        if (since != null) {
            PresenceMember told = member(connection, since);
            var unused = context.broker().present(room, List.of(told), timeToLive);
            correct(state, room, connection, told);
        }
    }

    /**
     * Tells again what has changed meanwhile: another thread may have told it before an older state was told. Each
     * write, that of an absence too, is followed by a check of what is true by then.
     */
    private void correct(RoomState state, String room, LocalConnection connection, PresenceMember told) {
        @Nullable PresenceMember latest = told;
        while (true) {
            Instant since = state.joinedAt.get(connection);
            @Nullable PresenceMember now = since == null ? null : member(connection, since);
            if (Objects.equals(now, latest)) {
                return;
            }
            latest = now;
            if (now == null) {
                var unused = context.broker().absent(room, connection.id());
            } else {
                var unused = context.broker().present(room, List.of(now), timeToLive);
            }
        }
    }

    /** Refreshes the entries of a room where a third of their time to live is over. */
    void refreshIfDue(RoomState state, String room, long now) {
        if (now - state.refreshedAt >= timeToLive.dividedBy(3).toNanos()) {
            refresh(state, room, now);
        }
    }

    /** Refreshes the entries of a room, some at a time; where some still wait for that, once they have begun. */
    void refresh(RoomState state, String room, long now) {
        if (!state.options.hasPresence()) {
            state.refreshedAt = now;
            return;
        }
        if (!state.refreshes.compareAndSet(0, 1)) {
            state.refreshedAt = now - timeToLive.toNanos(); // due with the next upkeep
            return;
        }
        state.refreshedAt = now;
        List<LocalConnection> members = List.copyOf(state.joinedAt.keySet());
        for (int from = 0; from < members.size(); from += MOST_AT_ONCE) {
            List<LocalConnection> some = members.subList(from, Math.min(from + MOST_AT_ONCE, members.size()));
            state.refreshes.incrementAndGet();
            pace.add(() -> {
                state.refreshes.decrementAndGet();
                return refresh(state, room, some);
            });
        }
        state.refreshes.decrementAndGet();
    }

    private CompletionStage<?> refresh(RoomState state, String room, List<LocalConnection> connections) {
        Map<LocalConnection, PresenceMember> members = new LinkedHashMap<>();
        for (LocalConnection connection : connections) {
            Instant since = state.joinedAt.get(connection);
            if (since != null) {
                members.put(connection, member(connection, since));
            }
        }
        if (members.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<?> refreshed = context.broker().present(room, members.values(), timeToLive);
        members.forEach((connection, told) -> correct(state, room, connection, told));
        return refreshed;
    }

    /** Makes another call to the broker that upkeep needs, at the same pace. */
    void pace(Supplier<? extends CompletionStage<?>> call) {
        pace.add(call);
    }

    private static PresenceMember member(LocalConnection connection, Instant since) {
        return new PresenceMember(connection.id(), connection.userId(), Optional.ofNullable(connection.info()), since);
    }
}
