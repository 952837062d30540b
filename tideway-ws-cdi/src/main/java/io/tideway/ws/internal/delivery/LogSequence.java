package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queues the publications of one log on the members of its room, in the order of the log and each once; what arrives
 * after a gap waits until the missing publications have been read. Guarded by the lock of the room.
 */
final class LogSequence {
    private final Registry registry;
    private final PositionedMembers positioned;
    private final LogPublications publications;
    private final Selection members;
    private @Nullable RoomPosition delivered; // null until the first publication, or the first read of the log
    private @Nullable Arrivals behind; // while publications before them are missing

    LogSequence(Registry registry, PositionedMembers positioned, LogPublications publications) {
        this.registry = registry;
        this.positioned = positioned;
        this.publications = publications;
        this.members = Selection.of(List.of(Target.room(publications.room())));
    }

    @Nullable
    RoomPosition delivered() {
        return delivered;
    }

    /** Tells whether publications wait for others before them. */
    boolean hasGap() {
        return behind != null;
    }

    /** Has everything that arrives wait; returns how many publications do already. */
    int awaitMissing() {
        if (behind == null) {
            behind = new Arrivals();
        }
        return behind.count();
    }

    /** Delivers a publication, or keeps it while others before it are missing; true if they are to be read. */
    boolean arrived(RoomPosition position, Publication publication, OutcomeCounts counts, DeferredWrites writes) {
        RoomPosition last = delivered;
        if (behind != null) {
            behind.add(position, publication);
            return false;
        }
        if (last == null ? positioned.allExpect(position) : Positions.isNext(last, position)) {
            deliver(position, publication, counts, writes);
            return false;
        }
        if (last != null && Positions.includes(last, position)) {
            return false;
        }
        behind = new Arrivals();
        behind.add(position, publication);
        return true;
    }

    private void deliver(RoomPosition position, Publication publication, OutcomeCounts counts, DeferredWrites writes) {
        try {
            if (!LogPublications.isUnreadable(publication)) {
                registry.forEach(
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

    /** Returns the position from which on nothing is left out of what is delivered after a read. */
    RoomPosition start(@Nullable RoomPosition from, LogPage page) {
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

    /**
     * Delivers what was read, then what has waited; true if there is more to read.
     *
     * @param waited how many publications waited when the read began
     */
    boolean deliverMissing(RoomPosition start, int waited, LogPage page, DeferredWrites writes) {
        List<Arrivals.Arrival> waiting = behind == null ? List.of() : behind.all();
        boolean again = behind != null && behind.isOverrun();
        behind = null;
        if (page.entries().isEmpty()) {
            delivered = start;
        }
        for (LogEntry entry : page.entries()) {
            RoomPosition position = Positions.of(entry, page);
            deliver(position, publications.read(position, entry.data()), new OutcomeCounts(), writes);
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

    /** Tells whether more has been delivered than up to a position. */
    boolean isBeyond(RoomPosition position) {
        RoomPosition last = delivered;
        return last != null && last.epoch().equals(position.epoch()) && last.offset() > position.offset();
    }

    /** Tells whether another log is delivered than that of a position. */
    boolean isOfAnotherLog(RoomPosition position) {
        RoomPosition last = delivered;
        return last != null && !last.epoch().equals(position.epoch());
    }
}
