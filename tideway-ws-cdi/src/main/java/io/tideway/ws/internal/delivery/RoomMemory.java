package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Appends to what rooms remember, and answers from it what connections and the application ask; thread-safe. */
public final class RoomMemory implements MembershipListener {
    private final boolean used;
    private final RoomStates states;
    private final LogContext context;
    private final Sequencing sequencing;
    private final RoomPresence presence;
    private final LongSupplier nanos;
    private final RoomUpdates updates;
    private final RoomUpkeep upkeep;

    /** Creates the memory of rooms whose options a policy knows. */
    public RoomMemory(
            RoomOptionsLookup lookup,
            LogContext context,
            Sequencing sequencing,
            RoomPresence presence,
            LongSupplier nanos) {
        this(new RoomStates(lookup, context, nanos), context, sequencing, presence, nanos);
    }

    private RoomMemory(
            RoomStates states, LogContext context, Sequencing sequencing, RoomPresence presence, LongSupplier nanos) {
        this.used = states.areKept();
        this.states = states;
        this.context = context;
        this.sequencing = sequencing;
        this.presence = presence;
        this.nanos = nanos;
        this.updates = new RoomUpdates(states, context, presence, nanos);
        this.upkeep = new RoomUpkeep(states, context, presence, nanos);
    }

    /** Returns the same memory without any room that remembers something, so that broadcasts need not ask. */
    public RoomMemory unused() {
        return new RoomMemory(states.none(), context, sequencing, presence, nanos);
    }

    /** Tells whether any room may remember anything. */
    public boolean isUsed() {
        return used;
    }

    /** Returns what takes the broker's part. */
    public RoomUpdates updates() {
        return updates;
    }

    /** Keeps what is used and forgets what is not; called several times a second. */
    public void upkeep() {
        upkeep.run();
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
            LoggedRoom log = states.of(room).log;
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
                ? new BroadcastResult(members, 0, members, 0, 0, 0, true)
                : new BroadcastResult(members, 0, 0, 0, 0, members);
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
            LoggedRoom log = states.of(room).log;
            joined = log == null ? noHistory(room) : new PositionedJoin(log, connection, since, reply).begin();
        } while (joined == null);
        return ApplicationStage.of(joined, context.pools());
    }

    private static <T> CompletionStage<T> noHistory(String room) {
        return CompletableFuture.failedStage(new IllegalStateException(DeliveryMessages.noHistory(room)));
    }

    CompletionStage<History> history(String room, HistoryQuery query) {
        return ApplicationStage.of(
                found(room, query, Integer.MAX_VALUE)
                        .thenApply(page -> new History(Positions.publications(page.messages()), page.position())),
                context.pools());
    }

    /**
     * Reads a part of the log of a room; fails for a room without history.
     *
     * @param mostBytes how many bytes the messages may have in the log together; the first is read in any case
     */
    public CompletionStage<RoomHistory> read(String room, HistoryQuery query, int mostBytes) {
        return ApplicationStage.of(found(room, query, mostBytes), context.pools());
    }

    /** Reads a part of a log; what follows may run on a thread of the broker. */
    private CompletionStage<RoomHistory> found(String room, HistoryQuery query, int mostBytes) {
        LoggedRoom log = states.of(room).log;
        return log == null
                ? noHistory(room)
                : context.broker()
                        .read(room, query, log.retention)
                        .thenApply(page -> new RoomHistory(Positions.messages(room, page, mostBytes), page.position()));
    }

    /** Returns what a room remembers. */
    public RoomOptions options(String room) {
        return used ? states.of(room).options : RoomOptions.none();
    }

    CompletionStage<RoomPosition> position(String room) {
        LoggedRoom log = states.of(room).log;
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
        CompletionStage<T> found = states.of(room).options.hasPresence()
                ? look.get()
                : CompletableFuture.failedStage(new IllegalStateException(DeliveryMessages.noPresence(room)));
        return ApplicationStage.of(found, context.pools());
    }

    @Override
    public void joined(LocalConnection connection, String room) {
        RoomState state = states.of(room);
        Instant now = presence.now();
        while (!state.add(connection, now)) {
            state = states.of(room);
        }
        if (state.log != null && sequencing == Sequencing.BY_BROKER) {
            state.log.begin();
        }
        if (state.tellsMembers()) {
            presence.joined(state, connection, room, now);
        }
    }

    @Override
    public void answered(LocalConnection connection, String room) {
        presence.answered(states.of(room), connection, room);
    }

    @Override
    public void left(LocalConnection connection, String room) {
        RoomState state = states.of(room);
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
        RoomState state = states.of(room);
        if (state.log != null) {
            state.log.left(connection);
        }
    }

    /** Tells the presence that the info of a connection has changed. */
    public void changed(LocalConnection connection) {
        if (used) {
            connection.rooms().forEach(room -> presence.changed(states.of(room), connection, room));
        }
    }
}
