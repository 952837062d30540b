package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.spi.LogRetention;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the publications of one room with a log to its members on this node: in the order of the log, each once.
 * Where the log has lost some, the members are told.
 *
 * <p>This class is the lock of the room and knows who joins it: a connection that joins with a position gets nothing
 * until its {@link PositionedJoin} has queued what it missed. {@link LogSequence} keeps the order, and
 * {@link MissingReads} reads what is missing. Thread-safe; under the lock messages are only queued.
 */
final class LoggedRoom {
    /** What a connection is told that has joined with a position, where publications are lost. */
    static final CloseFrame HISTORY_LOST = CloseFrame.TRY_AGAIN_LATER.withReason("history lost");

    final String name;
    final LogRetention retention;
    final LogContext context;
    final MissedCache missed;
    final JoinReads joinReads = new JoinReads(this);
    private final LogPublications publications;
    private final MissingReads reads;

    // Guarded by this.
    private final PositionedMembers positioned = new PositionedMembers();
    private final LogSequence sequence;
    private boolean begun;
    private @Nullable OwnAppend own; // under way on the thread that has the lock
    private boolean retired;

    /** Is a publication of this node, on its way through the log. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    private record OwnAppend(MessageBytes.Kept message, byte[] data, OutcomeCounts counts, DeferredWrites writes) {}

    LoggedRoom(String name, LogRetention retention, LogContext context) {
        this.name = name;
        this.retention = retention;
        this.context = context;
        this.missed = new MissedCache(name, retention.size());
        this.publications = new LogPublications(name);
        this.sequence = new LogSequence(context.registry(), positioned, publications);
        this.reads = new MissingReads(this, sequence, positioned);
    }

    /** Returns what reads the missing publications. */
    MissingReads reads() {
        return reads;
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
                gap = reads.areNeeded();
            }
        } finally {
            writes.end();
        }
        if (gap) {
            var unused = reads.begin();
        }
        return append.counts().result();
    }

    /** Takes a publication from the broker, in the order of the log. */
    void appended(RoomPosition position, byte[] data) {
        OwnAppend mine = Thread.holdsLock(this) ? own() : null;
        if (mine != null && mine.data() == data) {
            arrived(position, publications.of(position, mine.message()), mine.counts(), mine.writes());
            return;
        }
        Publication publication = publications.read(position, data);
        DeferredWrites writes = context.flusher().begin();
        boolean gap;
        try {
            gap = arrived(position, publication, new OutcomeCounts(), writes);
        } finally {
            writes.end();
        }
        if (gap) {
            var unused = reads.begin();
        }
    }

    private synchronized @Nullable OwnAppend own() {
        return own;
    }

    private synchronized boolean arrived(
            RoomPosition position, Publication publication, OutcomeCounts counts, DeferredWrites writes) {
        // What comes to a retired object came before the members of the one that takes its place.
        return !retired && sequence.arrived(position, publication, counts, writes);
    }

    /** Begins to deliver, once: looks where the log ends, so that nothing from now on is left out. */
    void begin() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
            if (sequence.delivered() != null) {
                return; // it delivers already, since its subscription was there first
            }
        }
        var unused = reads.begin();
    }

    /** Tells whether this room has to get everything that is published. */
    synchronized boolean isDelivering() {
        return !retired && (begun || sequence.delivered() != null);
    }

    /** Begins to hold back what arrives for a connection; false if it is joining already, or this is retired. */
    synchronized boolean holdBack(LocalConnection connection, PositionedJoin join) {
        left(connection); // if it has left, which this may be told of later
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

    /**
     * Ends a join that has not become one; what has been held back is delivered if the connection is a member.
     *
     * @return false if the join was not under way any longer
     */
    boolean abandon(LocalConnection connection, PositionedJoin join) {
        DeferredWrites writes = context.flusher().begin();
        try {
            synchronized (this) {
                boolean ended = positioned.end(connection, join);
                if (ended) {
                    Admission member = admissionOf(connection);
                    join.held().all().forEach(arrival -> offerTo(connection, arrival.publication(), member, writes));
                }
                return ended;
            }
        } finally {
            writes.end();
        }
    }

    void offerTo(LocalConnection connection, Publication publication, Admission admission, DeferredWrites writes) {
        connection.offer(publication.encoded(connection.encoding()), admission, writes);
    }

    Admission admissionOf(LocalConnection connection) {
        return () -> isMember(connection);
    }

    boolean isMember(LocalConnection connection) {
        return context.registry().rooms().contains(name, connection);
    }

    /** Tells whether more has been delivered than up to a position; called with the lock held. */
    boolean hasDeliveredBeyond(RoomPosition position) {
        return sequence.isBeyond(position);
    }

    /** Tells whether the room delivers another log than that of a position; called with the lock held. */
    boolean isOfAnotherLog(RoomPosition position) {
        return sequence.isOfAnotherLog(position);
    }

    /** Lets a joined connection go live: it gets everything after a position; called with the lock held. */
    void goLive(LocalConnection connection, RoomPosition position) {
        positioned.goLive(connection, position, sequence.delivered());
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
