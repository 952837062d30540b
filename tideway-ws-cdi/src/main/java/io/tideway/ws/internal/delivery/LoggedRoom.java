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
import io.tideway.ws.internal.threads.UnexpectedErrors;
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
    private @Nullable Read reading; // the missing ones
    private boolean readAgain; // asked for meanwhile
    private boolean begun;
    private boolean catchUpDue; // claimed by upkeep, which makes it once there is room for another call
    private @Nullable OwnAppend own; // under way on the thread that has the lock
    private boolean retired;

    /** Is a publication of this node, on its way through the log. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    private record OwnAppend(MessageBytes.Kept message, byte[] data, OutcomeCounts counts, DeferredWrites writes) {}

    /** Is a read of the log; compared by identity. */
    private static final class Read {
        private final @Nullable RoomPosition from; // what had been delivered before; null for a read at the end
        private final int waited; // how many publications

        Read(@Nullable RoomPosition from, int waited) {
            this.from = from;
            this.waited = waited;
        }
    }

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
        try {
            if (publication != UNREADABLE) {
                context.registry()
                        .forEach(
                                members,
                                (connection, admission) ->
                                        counts.count(offer(connection, admission, position, publication, writes)));
            }
        } finally {
            // Whatever was thrown: another read would repeat the message to those that have it.
            delivered = position;
            positioned.delivered(position);
        }
    }

    private Outcome offer(
            LocalConnection connection,
            Admission admission,
            RoomPosition position,
            Publication publication,
            DeferredWrites writes) {
        try {
            return positioned.take(connection, position, publication)
                    ? Outcome.QUEUED
                    : connection.offer(publication.encoded(connection.encoding()), admission, writes);
        } catch (RuntimeException e) {
            UnexpectedErrors.report(e); // of one protocol: members with others still get the message
            return Outcome.DROPPED;
        }
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
     * Reads what may be missing, since something may have been lost on the way, or could not be read before; where a
     * read is under way, which may have begun before the loss, another one follows it.
     *
     * @return ends with the call to the broker
     */
    CompletionStage<?> catchUp() {
        Read read;
        synchronized (this) {
            catchUpDue = false;
            readAgain = reading != null;
            if (readAgain || retired) {
                return CompletableFuture.completedStage(null);
            }
            behind = behind == null ? new Arrivals() : behind;
            read = new Read(delivered, behind.count());
            reading = read;
        }
        RoomPosition from = read.from;
        HistoryQuery query = from == null
                ? HistoryQuery.latest().limit(0)
                : HistoryQuery.since(from).limit(retention.size());
        CompletionStage<LogPage> call = context.broker().read(name, query, retention);
        context.then(call, (page, failure) -> {
            boolean again;
            try {
                again = page == null ? notRead(read) : caughtUp(read, page);
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.report(e);
                again = notRead(read);
            }
            if (again) {
                var unused = catchUp();
            }
        });
        return call;
    }

    /** Leaves what is missing to the next upkeep; true if another read has been asked for meanwhile. */
    private synchronized boolean notRead(Read read) {
        if (reading != read) {
            return false; // it has ended before the failure
        }
        behind = behind == null ? new Arrivals() : behind;
        return endReading();
    }

    private boolean endReading() {
        boolean again = readAgain;
        readAgain = false;
        reading = null;
        return again;
    }

    /** Claims to read missing publications, if there are any and nobody does or is about to. */
    synchronized boolean claimCatchUp() {
        return isBehind() && claimRead();
    }

    /** Claims to read what may be missing, unless somebody is about to. */
    synchronized boolean claimRead() {
        boolean claimed = !catchUpDue;
        catchUpDue = true;
        return claimed;
    }

    /** Tells whether publications are missing that no read under way will bring. */
    synchronized boolean isBehind() {
        return behind != null && reading == null;
    }

    /** Takes what was read; true if there is more to read. */
    private boolean caughtUp(Read read, LogPage page) {
        RoomPosition from = read.from;
        boolean lost = from != null && !Positions.isComplete(from, page);
        boolean again = false;
        DeferredWrites writes = context.flusher().begin();
        try {
            for (boolean delivering = false; !delivering; ) {
                List<LocalConnection> misled;
                synchronized (this) {
                    if (retired) {
                        return false; // members that come now belong to another object, which reads the log itself
                    }
                    RoomPosition start = start(from, page);
                    misled =
                            from == null || lost ? positioned.forgetThoseBefore(start) : positioned.forgetOthers(start);
                    delivering = misled.isEmpty();
                    if (delivering) {
                        again = deliverMissing(start, read.waited, page, writes);
                        again |= endReading();
                    }
                }
                // Before what follows the gap is queued, since a client counts what it gets.
                misled.forEach(connection -> connection.beginClose(HISTORY_LOST, Admission.ALWAYS));
            }
        } finally {
            writes.end();
        }
        if (from != null && lost) {
            tellLost(from, page.position());
        }
        return again;
    }

    /** Returns the position from which on nothing is left out of what is delivered next. */
    private RoomPosition start(@Nullable RoomPosition from, LogPage page) {
        RoomPosition end = page.position();
        if (!page.entries().isEmpty()) {
            return new RoomPosition(end.epoch(), page.entries().get(0).offset() - 1);
        }
        long offset = end.offset();
        RoomPosition earliest = from;
        if (earliest == null || !earliest.epoch().equals(end.epoch())) {
            earliest = new RoomPosition(end.epoch(), 0);
            offset = Math.min(offset, positioned.firstLive(end.epoch()));
        }
        if (behind != null) {
            offset = Math.min(offset, behind.firstAfter(earliest) - 1);
        }
        return new RoomPosition(end.epoch(), offset);
    }

    /** Delivers what was read, then what has waited; true if there is more to read. */
    private boolean deliverMissing(RoomPosition start, int waited, LogPage page, DeferredWrites writes) {
        List<Arrivals.Arrival> waiting = behind == null ? List.of() : behind.all();
        boolean again = behind != null && behind.isOverrun();
        behind = null;
        if (page.entries().isEmpty()) {
            delivered = start;
        }
        for (LogEntry entry : page.entries()) {
            RoomPosition position = Positions.of(entry, page);
            deliver(position, read(position, entry.data()), new OutcomeCounts(), writes);
        }
        for (int i = 0; i < waiting.size(); i++) {
            Arrivals.Arrival arrival = waiting.get(i);
            if (i < waited && !arrival.position().epoch().equals(start.epoch())) {
                continue; // of a log that had ended before the read
            }
            again |= arrived(arrival.position(), arrival.publication(), new OutcomeCounts(), writes);
        }
        RoomPosition last = delivered;
        return again || last == null || !Positions.includes(last, page.position());
    }

    private void tellLost(RoomPosition from, RoomPosition to) {
        context.metrics().publicationsMissed.increment();
        DeliveryMessages.publicationsMissed(name, from, to);
        // Apart from what delivers, since observers may block.
        context.pools()
                .continuations()
                .execute(() ->
                        context.listeners().tell(listener -> listener.missed(new PublicationsMissed(name, from, to))));
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

    /** Tells whether the room delivers another log than that of a position; called with the lock held. */
    boolean isOfAnotherLog(RoomPosition position) {
        RoomPosition last = delivered;
        return last != null && !last.epoch().equals(position.epoch());
    }

    /** Lets a joined connection go live: it gets everything after a position; called with the lock held. */
    void goLive(LocalConnection connection, RoomPosition position) {
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
