package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.ApplicationStage;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.MembershipListener;
import io.tideway.ws.internal.registry.Names;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.RoomHistory;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which rooms remember what, and keeps the state of those that are used on this node.
 *
 * <p>A state begins with the first use of a room, which asks for its options, and ends with the upkeep that finds the
 * room without members. Thread-safe.
 */
public final class RoomMemory implements MembershipListener {
    private static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final boolean used;
    private final RoomOptionsLookup lookup;
    private final LogContext context;
    private final Sequencing sequencing;
    private final RoomPresence presence;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, RoomState> states = new ConcurrentHashMap<>();
    private final AtomicLong upkeepAt;

    /** Creates the memory of rooms whose options a policy knows. */
    public RoomMemory(
            RoomOptionsLookup lookup,
            LogContext context,
            Sequencing sequencing,
            RoomPresence presence,
            LongSupplier nanos) {
        this(true, lookup, context, sequencing, presence, nanos);
    }

    private RoomMemory(
            boolean used,
            RoomOptionsLookup lookup,
            LogContext context,
            Sequencing sequencing,
            RoomPresence presence,
            LongSupplier nanos) {
        this.used = used;
        this.lookup = lookup;
        this.context = context;
        this.sequencing = sequencing;
        this.presence = presence;
        this.nanos = nanos;
        this.upkeepAt = new AtomicLong(nanos.getAsLong() + UPKEEP_NANOS);
    }

    /** Returns the same memory without any room that remembers something, so that broadcasts need not ask. */
    public RoomMemory unused() {
        return new RoomMemory(false, lookup, context, sequencing, presence, nanos);
    }

    /** Tells whether any room may remember anything. */
    public boolean isUsed() {
        return used;
    }

    private RoomState state(String room) {
        while (used) {
            RoomState known = states.get(room);
            if (known != null && !known.isRetired()) {
                return known;
            }
            if (known != null) {
                states.remove(room, known);
            }
            RoomState made = new RoomState(room, lookup.optionsOf(room), context, nanos.getAsLong());
            if (!used || states.putIfAbsent(room, made) == null) {
                return made;
            }
        }
        return new RoomState(room, RoomOptions.none(), context, 0); // not kept, since no upkeep would forget it
    }

    /** Appends to a log what is for all members of one room that keeps one; null for everything else. */
    @Nullable
    BroadcastResult append(Selection selection, Publication publication) {
        String room = selection instanceof Selection.OnAllNodes everywhere ? everywhere.wholeRoom() : null;
        if (room == null || !MessageBytes.isKept(publication.message())) {
            return null;
        }
        BroadcastResult result;
        do {
            LoggedRoom log = state(room).log;
            if (log == null) {
                return null;
            }
            result = sequencing == Sequencing.ON_THIS_NODE
                    ? log.appendAndDeliver(publication.message(), publication.sender())
                    : defer(log, publication);
        } while (result == null);
        return result;
    }

    private BroadcastResult defer(LoggedRoom log, Publication publication) {
        int members = context.registry().rooms().size(log.name);
        CompletableFuture<RoomPosition> append = context.broker()
                .append(log.name, MessageBytes.of(publication.message(), publication.sender()), log.retention)
                .toCompletableFuture();
        var unused = append.whenComplete((position, failure) -> {
            if (failure == null) {
                context.metrics().brokerSent.increment();
            } else {
                context.remote().notAppended(failure);
            }
        });
        return append.isCompletedExceptionally()
                ? new BroadcastResult(members, 0, members, 0, 0, 0)
                : new BroadcastResult(members, 0, 0, 0, 0, members);
    }

    /** Takes a publication from the broker. */
    public void appended(String room, RoomPosition position, byte[] data) {
        RoomState state = states.get(room);
        if (state != null && state.log != null) {
            state.log.appended(position, data);
        }
    }

    /**
     * Joins a room with a position.
     *
     * @throws IllegalArgumentException if it is not a room's name, or too long for the endpoint
     */
    public CompletionStage<Recovery> join(
            LocalConnection connection, String room, RoomPosition since, RecoveryReply reply) {
        Names.room(room, Names.LONGEST);
        CompletionStage<Recovery> joined;
        do {
            LoggedRoom log = state(room).log;
            joined = log == null ? noHistory(room) : new PositionedJoin(log, connection, since, reply).begin();
        } while (joined == null);
        return ApplicationStage.of(joined.thenApply(recovery -> told(connection, room, recovery)), context.pools());
    }

    /** Tells a connection of its own join, which the others have been told of while it was under way. */
    private Recovery told(LocalConnection connection, String room, Recovery recovery) {
        RoomState state = state(room);
        if (state.options.hasJoinLeave()) {
            presence.tellOfItself(state, connection, room);
        }
        return recovery;
    }

    private static <T> CompletionStage<T> noHistory(String room) {
        return CompletableFuture.failedStage(new IllegalStateException(DeliveryMessages.noHistory(room)));
    }

    CompletionStage<History> history(String room, HistoryQuery query) {
        return ApplicationStage.of(
                read(room, query)
                        .thenApply(page -> new History(Positions.publications(page.messages()), page.position())),
                context.pools());
    }

    /** Reads a part of the log of a room; fails for a room without history. */
    public CompletionStage<RoomHistory> read(String room, HistoryQuery query) {
        LoggedRoom log = state(room).log;
        return log == null
                ? noHistory(room)
                : context.broker()
                        .read(room, query, log.retention)
                        .thenApply(page -> new RoomHistory(Positions.messages(room, page), page.position()));
    }

    /** Returns what a room remembers. */
    public RoomOptions options(String room) {
        return used ? state(room).options : RoomOptions.none();
    }

    CompletionStage<RoomPosition> position(String room) {
        LoggedRoom log = state(room).log;
        CompletionStage<RoomPosition> position = log == null
                ? noHistory(room)
                : context.broker()
                        .read(room, HistoryQuery.latest().limit(0), log.retention)
                        .thenApply(page -> page.position());
        return ApplicationStage.of(position, context.pools());
    }

    /** Lists who is in a room; fails for a room without presence. */
    public CompletionStage<Presence> presence(String room) {
        return ofPresence(room, () -> context.broker().presence(room));
    }

    /** Counts who is in a room; fails for a room without presence. */
    public CompletionStage<PresenceCount> presenceCount(String room) {
        return ofPresence(room, () -> context.broker().presenceCount(room));
    }

    private <T> CompletionStage<T> ofPresence(String room, Supplier<CompletionStage<T>> look) {
        CompletionStage<T> found = state(room).options.hasPresence()
                ? look.get()
                : CompletableFuture.failedStage(new IllegalStateException(DeliveryMessages.noPresence(room)));
        return ApplicationStage.of(found, context.pools());
    }

    @Override
    public void joined(LocalConnection connection, String room) {
        RoomState state = state(room);
        Instant now = presence.now();
        while (!state.add(connection, now)) {
            state = state(room);
        }
        if (state.log != null && sequencing == Sequencing.BY_BROKER) {
            state.log.begin();
        }
        if (state.tellsMembers()) {
            presence.joined(state, connection, room, now);
        }
    }

    @Override
    public void left(LocalConnection connection, String room) {
        RoomState state = state(room);
        if (state.log != null) {
            state.log.left(connection);
        }
        if (state.tellsMembers()) {
            presence.left(state, connection, room);
        }
    }

    /** Forgets what a join began before listeners were to be told of it. */
    @Override
    public void joinedAndLeft(LocalConnection connection, String room) {
        RoomState state = state(room);
        if (state.log != null) {
            state.log.left(connection);
        }
    }

    /** Tells the presence that the info of a connection has changed. */
    public void changed(LocalConnection connection) {
        if (used) {
            connection.rooms().forEach(room -> presence.changed(state(room), connection, room));
        }
    }

    /** Begins to deliver from the log of a room, which has its first member, whoever is told of that member later. */
    public void occupied(String room) {
        RoomState state;
        do {
            state = state(room);
            if (state.log != null) {
                state.log.begin();
            }
        } while (used && state.isRetired());
    }

    /** Reads what a room may have missed, since its subscription is active from now on. */
    public void subscribed(String room) {
        RoomState state = states.get(room);
        if (state != null && state.log != null) {
            var unused = state.log.catchUp();
        }
    }

    /** Tells whether the log of a room has to get everything that is published. */
    public boolean isDelivering(String room) {
        RoomState state = states.get(room);
        return state != null && state.log != null && state.log.isDelivering();
    }

    /** Tells the clients in a room, on this node, that somebody has joined it on another one. */
    public void show(MemberJoined event) {
        RoomState state = states.get(event.room());
        if (state != null && state.options.hasJoinLeave()) {
            presence.show(state, event);
        }
    }

    /** Tells the clients in a room, on this node, that somebody has left it on another one. */
    public void show(MemberLeft event) {
        RoomState state = states.get(event.room());
        if (state != null && state.options.hasJoinLeave()) {
            presence.show(state, event);
        }
    }

    /** Tells listeners that somebody has joined a room on another node, if it has members on this one. */
    public void tell(MemberJoined event) {
        if (context.registry().rooms().size(event.room()) > 0) {
            presence.tell(event);
        }
    }

    /** Tells listeners that somebody has left a room on another node, if it has members on this one. */
    public void tell(MemberLeft event) {
        if (context.registry().rooms().size(event.room()) > 0) {
            presence.tell(event);
        }
    }

    /** Repairs everything after the broker was unreachable. */
    public void reconnected() {
        long now = nanos.getAsLong();
        states.forEach((room, state) -> {
            presence.refresh(state, room, now);
            LoggedRoom log = state.log;
            if (log != null && context.registry().rooms().size(room) > 0 && log.claimRead()) {
                presence.pace(log::catchUp);
            }
        });
    }

    /** Keeps what is used and forgets what is not; called several times a second, does so once a second. */
    public void upkeep() {
        long now = nanos.getAsLong();
        long due = upkeepAt.get();
        if (!used || now - due < 0 || !upkeepAt.compareAndSet(due, now + UPKEEP_NANOS)) {
            return;
        }
        for (String room : states.keySet()) {
            RoomState state = states.get(room);
            if (state == null) {
                continue;
            }
            if (state.retireIf(() -> context.registry().rooms().size(room) == 0)) {
                states.remove(room, state);
            } else {
                presence.refreshIfDue(state, room, now);
                if (state.log != null) {
                    keep(room, state, state.log, now);
                }
            }
        }
    }

    private void keep(String room, RoomState state, LoggedRoom log, long now) {
        if (log.claimCatchUp()) {
            presence.pace(log::catchUp);
        }
        long third = log.retention.age().dividedBy(3).toNanos();
        if (now - state.retainedAt >= third
                && context.registry().rooms().size(room) > 0
                && state.retainDue.compareAndSet(false, true)) {
            state.retainedAt = now;
            presence.pace(() -> {
                state.retainDue.set(false);
                return context.broker().retain(room, log.retention);
            });
        }
    }
}
