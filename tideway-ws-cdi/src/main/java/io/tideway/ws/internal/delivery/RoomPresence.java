package io.tideway.ws.internal.delivery;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.internal.registry.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the broker, and other nodes, who is in the rooms of this node; thread-safe.
 *
 * <p>An entry that is written while its connection leaves, or changes, is corrected by the thread that has written it,
 * so each write is followed by a look at what is true by then.
 */
public final class RoomPresence {
    private final LogContext context;
    private final Remote remote;
    private final InstantSource clock;
    private final Duration timeToLive;
    private final AtomicLong refreshedAt = new AtomicLong();

    /**
     * Creates what tells of members.
     *
     * @param timeToLive how long an entry stands without a refresh, which comes three times within it
     */
    public RoomPresence(LogContext context, Remote remote, InstantSource clock, Duration timeToLive) {
        this.context = context;
        this.remote = remote;
        this.clock = clock;
        this.timeToLive = timeToLive;
    }

    Instant now() {
        return clock.instant();
    }

    void joined(RoomState state, Peer peer, String room, Instant since) {
        present(state, peer, room);
        if (state.options.hasJoinLeave()) {
            PresenceMember member = member(peer, since);
            context.listeners().tell(listener -> listener.joined(new MemberJoined(room, member)));
            remote.joined(room, member);
        }
    }

    void left(RoomState state, Peer peer, String room) {
        Instant since = state.joinedAt.remove(peer);
        PresenceMember member = member(peer, since == null ? clock.instant() : since);
        if (state.options.hasPresence()) {
            var unused = context.broker().absent(room, peer.id());
        }
        if (state.options.hasJoinLeave()) {
            context.listeners().tell(listener -> listener.left(new MemberLeft(room, member)));
            remote.left(room, member);
        }
    }

    void changed(RoomState state, Peer peer, String room) {
        present(state, peer, room);
    }

    private void present(RoomState state, Peer peer, String room) {
        Instant since = state.options.hasPresence() ? state.joinedAt.get(peer) : null;
        if (since != null) {
            PresenceMember told = member(peer, since);
            var unused = context.broker().present(room, List.of(told), timeToLive);
            correct(state, room, peer, told);
        }
    }

    /** Tells again what has changed meanwhile: another thread may have told it before an older state was told. */
    private void correct(RoomState state, String room, Peer peer, PresenceMember told) {
        PresenceMember latest = told;
        while (true) {
            Instant since = state.joinedAt.get(peer);
            if (since == null) {
                var unused = context.broker().absent(room, peer.id());
                return;
            }
            PresenceMember now = member(peer, since);
            if (now.equals(latest)) {
                return;
            }
            latest = now;
            var unused = context.broker().present(room, List.of(now), timeToLive);
        }
    }

    /** Refreshes the entries of a room. */
    void refresh(RoomState state, String room) {
        if (!state.options.hasPresence() || state.joinedAt.isEmpty()) {
            return;
        }
        Map<Peer, PresenceMember> members = new LinkedHashMap<>();
        state.joinedAt.forEach((peer, since) -> members.put(peer, member(peer, since)));
        var unused = context.broker().present(room, members.values(), timeToLive);
        members.forEach((peer, told) -> correct(state, room, peer, told));
    }

    /** Refreshes the entries of all rooms where a third of their time to live is over. */
    void refreshDue(Map<String, RoomState> states, long now) {
        long last = refreshedAt.get();
        if (now - last >= timeToLive.dividedBy(3).toNanos() && refreshedAt.compareAndSet(last, now)) {
            states.forEach((room, state) -> refresh(state, room));
        }
    }

    private static PresenceMember member(Peer peer, Instant since) {
        return new PresenceMember(peer.id(), peer.userId(), Optional.ofNullable(peer.info()), since);
    }
}
