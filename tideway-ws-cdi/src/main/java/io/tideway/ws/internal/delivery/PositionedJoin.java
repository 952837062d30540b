package io.tideway.ws.internal.delivery;

import io.tideway.ws.Recovery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.LogPage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Joins one connection to a room with a log: reads what it has missed, queues that and the reply, then goes live.
 *
 * <p>From before it becomes a member until the end, the room holds back what arrives for it. What has been read and
 * what has been held back overlap, so the position of what was read decides. More than the bound is not held back but
 * read again.
 */
final class PositionedJoin {
    private static final int MOST_READS = 5;
    private static final Admission NOT_YET = () -> false;

    private enum Progress {
        LIVE,
        /** More has arrived than is held back, and is to be read. */
        BEHIND,
        /** The connection has left the room, whether or not it has joined again. */
        LEFT
    }

    private final LoggedRoom room;
    private final LocalConnection connection;
    private final RoomPosition since;
    private final RecoveryReply reply;
    private final JoinAnswers answers;
    private final CompletableFuture<Recovery> done = new CompletableFuture<>();

    // Set once, with the lock of the room; valid until the connection leaves. Another membership may follow it.
    private volatile Admission membership = NOT_YET;

    // Guarded by the room.
    private Arrivals held = new Arrivals();
    private @Nullable RoomPosition liveAfter; // once everything up to it has been queued

    PositionedJoin(LoggedRoom room, LocalConnection connection, RoomPosition since, RecoveryReply reply) {
        this.room = room;
        this.connection = connection;
        this.since = since;
        this.reply = reply;
        this.answers = new JoinAnswers(room, connection, since, reply);
    }

    /**
     * Joins; null if the room's object is retired, so that another one is to be asked.
     *
     * @throws IllegalArgumentException if the room's name is too long for the endpoint
     */
    @Nullable
    CompletionStage<Recovery> begin() {
        if (!room.holdBack(connection, this)) {
            return room.isRetired() ? null : refused();
        }
        Optional<Admission> joined = Optional.empty();
        try {
            joined = reply.join(connection.membership(), room.name);
        } catch (IllegalStateException inTooManyRooms) {
            return CompletableFuture.failedStage(inTooManyRooms);
        } finally {
            if (joined.isEmpty()) {
                abandon();
            }
        }
        if (joined.isEmpty()) {
            return refused();
        }
        if (!stays(joined.get())) {
            return CompletableFuture.failedStage(hasLeft());
        }
        CompletableFuture<LogPage> read = room.joinReads.since(since);
        if (read.isDone()) {
            var unused = read.whenComplete(this::answer);
        } else {
            var unused =
                    read.whenCompleteAsync(this::answer, room.context.pools().continuations());
        }
        return done;
    }

    private CompletionStage<Recovery> refused() {
        return CompletableFuture.failedStage(new IllegalStateException(DeliveryMessages.cannotJoin(room.name)));
    }

    private IllegalStateException hasLeft() {
        return new IllegalStateException(DeliveryMessages.leftWhileJoining(room.name));
    }

    /** Notes the membership; false if it is over already, whose end the room has been told of before this. */
    private boolean stays(Admission joined) {
        synchronized (room) {
            membership = joined;
            if (joined.isValid()) {
                return true;
            }
        }
        abandon();
        return false;
    }

    private void answer(@Nullable LogPage page, @Nullable Throwable failure) {
        if (page == null) {
            leave(hasEnded() ? hasLeft() : failure == null ? new IllegalStateException() : failure);
            return;
        }
        try {
            JoinAnswers.Answer answer = answers.to(page);
            Progress progress = queue(answer.payloads(), page.position());
            if (progress == Progress.LEFT) {
                abandon();
                done.completeExceptionally(hasLeft());
                return;
            }
            if (!since.equals(RoomPosition.NONE)) {
                (answer.recovery().isRecovered()
                                ? room.context.metrics().recoveries
                                : room.context.metrics().recoveriesFailed)
                        .increment();
            }
            if (progress == Progress.LIVE) {
                tellMembers();
            }
            done.complete(answer.recovery());
            if (progress == Progress.BEHIND) {
                readOn(page.position(), MOST_READS);
            }
        } catch (Throwable e) {
            leave(e); // of the application, or of what it answered
        }
    }

    private void leave(Throwable failure) {
        reply.leave(connection.membership(), room.name, membership);
        abandon();
        done.completeExceptionally(failure);
    }

    /** Tells whether the connection has left since it joined, whether or not it has joined again. */
    private boolean hasEnded() {
        return !membership.isValid();
    }

    /** Ends without an answer; the connection may be a member without a position, whose join waits for this. */
    private void abandon() {
        if (room.abandon(connection, this)) { // or the room may know another join of the connection
            tellMembers();
        }
    }

    /** Queues what has been read, then what has been held back. */
    private Progress queue(List<Payload> payloads, RoomPosition position) {
        DeferredWrites writes = room.context.flusher().begin();
        boolean complete = true;
        boolean live;
        boolean ofAnotherLog;
        try {
            synchronized (room) {
                room.left(connection); // if it has left, which the room may be told of later
                if (hasEnded() || !room.holdsBack(connection, this)) {
                    return Progress.LEFT;
                }
                for (Payload payload : payloads) {
                    Outcome outcome = connection.reply(payload, membership, writes);
                    if (outcome == Outcome.NOT_ADMITTED) {
                        return Progress.LEFT;
                    }
                    complete &= outcome != Outcome.DROPPED;
                }
                live = goLive(position, writes);
                ofAnotherLog = liveAfter != null && room.isOfAnotherLog(liveAfter);
            }
        } finally {
            writes.end();
        }
        if (!complete) {
            connection.beginClose(LoggedRoom.HISTORY_LOST, membership);
        }
        if (ofAnotherLog) {
            var unused = room.reads().begin(); // which of the logs has ended shows only there
        }
        return live ? Progress.LIVE : Progress.BEHIND;
    }

    /** Queues what was held back and goes live; false if something is to be read first. Called with the room's lock. */
    private boolean goLive(RoomPosition position, DeferredWrites writes) {
        List<Arrivals.Arrival> rest = held.isOverrun() ? null : held.after(position);
        RoomPosition last = rest == null || rest.isEmpty()
                ? position
                : rest.get(rest.size() - 1).position();
        held = new Arrivals();
        // The room may have begun to deliver behind what has been read, if its subscription is younger.
        if (rest == null || room.hasDeliveredBeyond(last)) {
            return false;
        }
        rest.forEach(arrival -> room.offerTo(connection, arrival.publication(), membership, writes));
        liveAfter = last;
        room.goLive(connection, last);
        return true;
    }

    /** Queues from the log what was too much to hold back. */
    private void readOn(RoomPosition from, int reads) {
        room.context.then(room.joinReads.since(from), (page, failure) -> {
            try {
                if (page == null || !Positions.isComplete(from, page) || reads == 0) {
                    lose();
                } else {
                    goOn(queue(answers.further(page), page.position()), page.position(), reads - 1);
                }
            } catch (RuntimeException | Error e) {
                lose();
                UnexpectedErrors.report(e);
            }
        });
    }

    private void goOn(Progress progress, RoomPosition from, int reads) {
        switch (progress) {
            case LIVE -> room.context.pools().continuations().execute(this::tellMembers); // observers may block
            case BEHIND -> readOn(from, reads);
            case LEFT -> room.context.pools().continuations().execute(this::abandon);
        }
    }

    /** Has the members told of this join, the joined one included, which has its answer by now. */
    private void tellMembers() {
        connection.membership().answered(room.name);
    }

    private void lose() {
        // Before what is after the gap is queued.
        if (connection.beginClose(LoggedRoom.HISTORY_LOST, membership) == Outcome.NOT_ADMITTED) {
            goOn(Progress.LEFT, since, 0);
        } else {
            var unused = room.abandon(connection, this); // members learn of no join that loses messages
        }
    }

    /** Tells whether the connection is a member, or was one; called with the room's lock. */
    boolean hasJoined() {
        return membership != NOT_YET;
    }

    /** Takes what arrives for the connection, unless that is to be queued now; called with the room's lock. */
    boolean takes(RoomPosition position, Publication publication) {
        RoomPosition after = liveAfter;
        if (after == null) {
            held.add(position, publication);
            return true;
        }
        // What comes from another log: the room has yet to find out which of the two has ended.
        return !after.epoch().equals(position.epoch()) || position.offset() <= after.offset();
    }

    /** Tells whether the room has delivered everything that was read; called with the room's lock. */
    boolean isLiveAfter(RoomPosition position) {
        RoomPosition after = liveAfter;
        return after != null && Positions.includes(position, after);
    }

    /** Returns the position after which the connection gets everything, if it is live; called with the room's lock. */
    Optional<RoomPosition> liveAfter() {
        return Optional.ofNullable(liveAfter);
    }

    /** Returns what has been held back; called with the room's lock. */
    Arrivals held() {
        return held;
    }
}
