package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.PublicationsMissed;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the publications of one room with a log to its members on this node: in the order of the log, each once, and
 * none left out without its members being told.
 *
 * <p>What arrives after a gap waits until the missing publications have been read from the log. A connection that joins
 * with a position gets nothing until its {@link PositionedJoin} has queued what it missed. Thread-safe; under the lock
 * messages are only queued.
 */
final class LoggedRoom {
    /** What a connection is told that has joined with a position, where publications are lost. */
    static final CloseFrame HISTORY_LOST = CloseFrame.TRY_AGAIN_LATER.withReason("history lost");

    private static final Publication UNREADABLE = Publication.of(Message.text(""), Destination.CONNECTIONS);

    final String name;
    final LogRetention retention;
    final LogContext context;
    private final Selection members;

    // Guarded by this.
    private final PositionedMembers positioned = new PositionedMembers();
    private @Nullable RoomPosition delivered; // null until the first publication, or the first look at the log
    private @Nullable Arrivals behind; // while publications before them are missing
    private boolean reading; // the missing ones
    private boolean begun;
    private boolean catchUpDue; // claimed by upkeep, which makes it once there is room for another call
    private @Nullable OwnAppend own; // under way on the thread that has the lock
    private boolean retired;

    /** Is a publication of this node, on its way through the log. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    private record OwnAppend(MessageBytes.Kept message, byte[] data, OutcomeCounts counts, DeferredWrites writes) {}

    LoggedRoom(String name, LogRetention retention, LogContext context) {
        this.name = name;
        this.retention = retention;
        this.context = context;
        this.members = Selection.of(List.of(Target.room(name)));
    }

    /**
     * Appends to the log and delivers, where the broker calls {@link #appended} within the call; null if this object is
     * retired.
     */
    @Nullable
    BroadcastResult appendAndDeliver(Message message, Optional<Sender> sender) {
        DeferredWrites writes = context.flusher().begin();
        MessageBytes.Kept kept = new MessageBytes.Kept(message, sender);
        OwnAppend append = new OwnAppend(kept, MessageBytes.of(message, sender), new OutcomeCounts(), writes);
        boolean gap;
        try {
            synchronized (this) {
                if (retired) {
                    return null;
                }
                own = append;
                try {
                    var unused = context.broker().append(name, append.data(), retention);
                } finally {
                    own = null;
                }
                gap = isBehind();
            }
        } finally {
            writes.end();
        }
        if (gap) {
            var unused = catchUp();
        }
        return append.counts().result();
    }

    /** Takes a publication from the broker, in the order of the log. */
    void appended(RoomPosition position, byte[] data) {
        OwnAppend mine = Thread.holdsLock(this) ? own() : null;
        if (mine != null && mine.data() == data) {
            arrived(position, publication(position, mine.message()), mine.counts(), mine.writes());
            return;
        }
        Publication publication = read(position, data);
        DeferredWrites writes = context.flusher().begin();
        boolean gap;
        try {
            gap = arrived(position, publication, new OutcomeCounts(), writes);
        } finally {
            writes.end();
        }
        if (gap) {
            var unused = catchUp();
        }
    }

    private synchronized @Nullable OwnAppend own() {
        return own;
    }

    private Publication publication(RoomPosition position, MessageBytes.Kept kept) {
        return Publication.of(kept.message(), new Destination.Room(name, position, kept.sender()));
    }

    /** Reads what the log holds; what no node should have written is left out, so that the rest goes on. */
    private Publication read(RoomPosition position, byte[] data) {
        try {
            return publication(position, MessageBytes.read(ByteBuffer.wrap(data)));
        } catch (IllegalArgumentException e) {
            DeliveryMessages.unreadable(name, position, e);
            return UNREADABLE;
        }
    }

    /** Delivers a publication, or keeps it while others before it are missing; true if they are to be read. */
    private synchronized boolean arrived(
            RoomPosition position, Publication publication, OutcomeCounts counts, DeferredWrites writes) {
        RoomPosition last = delivered;
        if (retired) {
            return false; // it came before the members of the object that takes the place of this one
        }
        if (behind != null) {
            behind.add(position, publication);
            return false;
        }
        if (last == null || Positions.isNext(last, position)) {
            deliver(position, publication, counts, writes);
            return false;
        }
        if (Positions.includes(last, position)) {
            return false;
        }
        behind = new Arrivals();
        behind.add(position, publication);
        return true;
    }

    private void deliver(RoomPosition position, Publication publication, OutcomeCounts counts, DeferredWrites writes) {
        if (publication != UNREADABLE) {
            context.registry()
                    .forEach(
                            members,
                            (connection, admission) ->
                                    counts.count(offer(connection, admission, position, publication, writes)));
        }
        delivered = position;
        positioned.delivered(position);
    }

    private Outcome offer(
            LocalConnection connection,
            Admission admission,
            RoomPosition position,
            Publication publication,
            DeferredWrites writes) {
        return positioned.take(connection, position, publication)
                ? Outcome.QUEUED
                : connection.offer(publication.encoded(connection.encoding()), admission, writes);
    }

    /** Begins to deliver, once: looks where the log ends, so that nothing from now on is left out. */
    void begin() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
            if (delivered != null) {
                return; // it delivers already, since its subscription was there first
            }
        }
        var unused = catchUp();
    }

    /** Tells whether this room has to get everything that is published. */
    synchronized boolean isDelivering() {
        return !retired && (begun || delivered != null);
    }

    /**
     * Reads what may be missing, since something may have been lost on the way, or could not be read before.
     *
     * @return ends with the call to the broker
     */
    CompletionStage<?> catchUp() {
        RoomPosition from;
        synchronized (this) {
            catchUpDue = false;
            if (reading || retired) {
                return CompletableFuture.completedStage(null);
            }
            reading = true;
            behind = behind == null ? new Arrivals() : behind;
            from = delivered;
        }
        HistoryQuery query = from == null
                ? HistoryQuery.latest().limit(0)
                : HistoryQuery.since(from).limit(retention.size());
        CompletionStage<LogPage> read = context.broker().read(name, query, retention);
        context.then(read, (page, failure) -> {
            if (page != null) {
                caughtUp(from, page);
            } else {
                synchronized (this) {
                    reading = false; // again once the broker is there, or with the next upkeep
                }
            }
        });
        return read;
    }

    /** Claims to read missing publications, if there are any and nobody does or is about to. */
    synchronized boolean claimCatchUp() {
        boolean claimed = isBehind() && !catchUpDue;
        catchUpDue |= claimed;
        return claimed;
    }

    /** Tells whether publications are missing that nobody is reading. */
    synchronized boolean isBehind() {
        return behind != null && !reading;
    }

    private void caughtUp(@Nullable RoomPosition from, LogPage page) {
        DeferredWrites writes = context.flusher().begin();
        List<LocalConnection> misled = List.of();
        boolean again;
        boolean lost = from != null && !Positions.isComplete(from, page);
        try {
            synchronized (this) {
                if (retired) {
                    return; // members that come now belong to another object, which reads the log itself
                }
                if (lost) {
                    misled = positioned.forget();
                }
                again = deliverMissing(from, page, writes);
                reading = false;
            }
        } finally {
            writes.end();
        }
        if (lost && from != null) {
            tellLost(from, page.position(), misled);
        }
        if (again) {
            var unused = catchUp();
        }
    }

    /** Delivers what was read, then what has waited; true if there is more to read. */
    private boolean deliverMissing(@Nullable RoomPosition from, LogPage page, DeferredWrites writes) {
        Arrivals waiting = behind;
        behind = null;
        for (LogEntry entry : page.entries()) {
            RoomPosition position = Positions.of(entry, page);
            deliver(position, read(position, entry.data()), new OutcomeCounts(), writes);
        }
        if (waiting == null) {
            return false;
        }
        boolean otherEpoch =
                from != null && !from.epoch().equals(page.position().epoch());
        // A connection may have gone live meanwhile, with a position before this one.
        boolean again = from == null && delivered != null && !Positions.includes(delivered, page.position());
        if (page.entries().isEmpty()) {
            // Nothing of another log has been read, so what has waited is all that there is of it.
            delivered = otherEpoch ? null : delivered == null ? page.position() : delivered;
        }
        again |= waiting.isOverrun();
        for (Arrivals.Arrival arrival : waiting.all()) {
            if (otherEpoch && !arrival.position().epoch().equals(page.position().epoch())) {
                continue; // of the log before
            }
            again |= arrived(arrival.position(), arrival.publication(), new OutcomeCounts(), writes);
        }
        if (delivered == null) {
            delivered = page.position();
        }
        return again;
    }

    private void tellLost(RoomPosition from, RoomPosition to, List<LocalConnection> misled) {
        context.metrics().publicationsMissed.increment();
        DeliveryMessages.publicationsMissed(name, from, to);
        misled.forEach(connection -> connection.beginClose(HISTORY_LOST, Admission.ALWAYS));
        context.listeners().tell(listener -> listener.missed(new PublicationsMissed(name, from, to)));
    }

    /** Begins to hold back what arrives for a connection; false if it is joining already, or this is retired. */
    synchronized boolean holdBack(LocalConnection connection, PositionedJoin join) {
        return !retired && positioned.begin(connection, join);
    }

    synchronized boolean isRetired() {
        return retired;
    }

    /** Tells whether a connection is joining, so that nothing of the room may be queued for it yet. */
    synchronized boolean isJoining(LocalConnection connection) {
        return positioned.isJoining(connection);
    }

    /** Tells whether a join still holds back what arrives; called with the lock held. */
    boolean holdsBack(LocalConnection connection, PositionedJoin join) {
        return positioned.isUnderWay(connection, join);
    }

    /** Ends a join that has not become one; what has been held back is delivered if the connection is a member. */
    void abandon(LocalConnection connection, PositionedJoin join) {
        DeferredWrites writes = context.flusher().begin();
        try {
            synchronized (this) {
                if (positioned.end(connection, join)) {
                    join.held().all().forEach(arrival -> offerTo(connection, arrival.publication(), writes));
                }
            }
        } finally {
            writes.end();
        }
    }

    Outcome offerTo(LocalConnection connection, Publication publication, DeferredWrites writes) {
        return connection.offer(publication.encoded(connection.encoding()), admissionOf(connection), writes);
    }

    Admission admissionOf(LocalConnection connection) {
        return () -> isMember(connection);
    }

    boolean isMember(LocalConnection connection) {
        return context.registry().rooms().contains(name, connection);
    }

    /** Tells whether more has been delivered than up to a position; called with the lock held. */
    boolean hasDeliveredBeyond(RoomPosition position) {
        RoomPosition last = delivered;
        return last != null && last.epoch().equals(position.epoch()) && last.offset() > position.offset();
    }

    /** Lets a joined connection go live: it gets everything after a position; called with the lock held. */
    void goLive(LocalConnection connection, RoomPosition position) {
        if (delivered == null && reading) {
            delivered = position; // not where the log ends by the time it is read: this connection has no more
        }
        positioned.goLive(connection, position, delivered);
    }

    /** Forgets a connection that has left, and is not back already. */
    synchronized void left(LocalConnection connection) {
        if (!isMember(connection)) {
            positioned.left(connection);
        }
    }

    /** Retires this object if it has neither members nor joins; the next use makes another one. */
    synchronized boolean retireIfUnused() {
        retired = retired
                || (positioned.areIdle()
                        && own == null
                        && context.registry().rooms().size(name) == 0);
        return retired;
    }
}
