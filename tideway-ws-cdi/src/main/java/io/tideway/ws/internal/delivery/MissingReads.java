package io.tideway.ws.internal.delivery;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.PublicationsMissed;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.LogPage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the log what a room is missing, one read at a time; where the log has lost it, tells the members.
 * Thread-safe.
 */
final class MissingReads {
    private final LoggedRoom room;
    private final LogSequence sequence;
    private final PositionedMembers positioned;

    // Guarded by the room.
    private @Nullable Read reading;
    private boolean again; // asked for meanwhile
    private boolean due; // claimed by upkeep, which reads once there is room for another call

    /** Is a read of the log; compared by identity. */
    private static final class Read {
        private final @Nullable RoomPosition from; // what had been delivered before; null for a read at the end
        private final int waited; // how many publications

        Read(@Nullable RoomPosition from, int waited) {
            this.from = from;
            this.waited = waited;
        }
    }

    MissingReads(LoggedRoom room, LogSequence sequence, PositionedMembers positioned) {
        this.room = room;
        this.sequence = sequence;
        this.positioned = positioned;
    }

    /**
     * Reads what may be missing; where a read is under way, which may have begun before the loss, another one follows
     * it.
     *
     * @return ends with the call to the broker
     */
    CompletionStage<?> begin() {
        Read read;
        synchronized (room) {
            due = false;
            again = reading != null;
            if (again || room.isRetired()) {
                return CompletableFuture.completedStage(null);
            }
            read = new Read(sequence.delivered(), sequence.awaitMissing());
            reading = read;
        }
        RoomPosition from = read.from;
        HistoryQuery query = from == null
                ? HistoryQuery.latest().limit(0)
                : HistoryQuery.since(from).limit(room.retention.size());
        CompletionStage<LogPage> call = room.context.broker().read(room.name, query, room.retention);
        room.context.then(call, (page, failure) -> {
            boolean more;
            try {
                more = page == null ? failed(read) : take(read, page);
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.report(e);
                more = failed(read);
            }
            if (more) {
                var unused = begin();
            }
        });
        return call;
    }

    /** Leaves what is missing to the next upkeep; true if another read has been asked for meanwhile. */
    private boolean failed(Read read) {
        synchronized (room) {
            if (reading != read) {
                return false; // it has ended before the failure
            }
            var unused = sequence.awaitMissing();
            return end();
        }
    }

    private boolean end() {
        boolean more = again;
        again = false;
        reading = null;
        return more;
    }

    /** Tells whether publications are missing that no read under way will bring; called with the room's lock. */
    boolean areNeeded() {
        return sequence.hasGap() && reading == null;
    }

    /** Claims to read missing publications, if there are any and nothing reads them or is about to. */
    boolean claimIfNeeded() {
        synchronized (room) {
            return areNeeded() && claim();
        }
    }

    /** Claims to read what may be missing, unless something is about to. */
    boolean claim() {
        synchronized (room) {
            boolean claimed = !due;
            due = true;
            return claimed;
        }
    }

    /** Takes what was read; true if there is more to read. */
    private boolean take(Read read, LogPage page) {
        RoomPosition from = read.from;
        boolean lost = from != null && !Positions.isComplete(from, page);
        boolean more = false;
        DeferredWrites writes = room.context.flusher().begin();
        try {
            for (boolean delivering = false; !delivering; ) {
                List<LocalConnection> misled;
                synchronized (room) {
                    if (room.isRetired()) {
                        return false; // members that come now belong to another object, which reads the log itself
                    }
                    RoomPosition start = sequence.start(from, page);
                    misled =
                            from == null || lost ? positioned.forgetThoseBefore(start) : positioned.forgetOthers(start);
                    delivering = misled.isEmpty();
                    if (delivering) {
                        more = sequence.deliverMissing(start, read.waited, page, writes);
                        more |= end();
                    }
                }
                // Before what follows the gap is queued, since a client counts what it gets.
                misled.forEach(connection -> connection.beginClose(LoggedRoom.HISTORY_LOST, Admission.ALWAYS));
            }
        } finally {
            writes.end();
        }
        if (from != null && lost) {
            tellLost(from, page.position());
        }
        return more;
    }

    private void tellLost(RoomPosition from, RoomPosition to) {
        LogContext context = room.context;
        context.metrics().publicationsMissed.increment();
        DeliveryMessages.publicationsMissed(room.name, from, to);
        // Apart from what delivers, since observers may block.
        context.pools()
                .continuations()
                .execute(() -> context.listeners()
                        .tell(listener -> listener.missed(new PublicationsMissed(room.name, from, to))));
    }
}
