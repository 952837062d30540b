package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers what a client asks about a room that it is in: its history, and who else is there. */
final class RoomQueries {
    private static final long ALL = -1;
    private static final int MOST_PUBLICATIONS = 300;

    private final ProtocolConnection connection;
    private final ProtocolEndpoint endpoint;
    private final Replies replies;
    private final Function<String, Optional<JoinDecision.Allowed>> permissions;

    /**
     * Answers for one connection.
     *
     * @param permissions what the client may do in a room that it is in
     */
    RoomQueries(
            ProtocolConnection connection,
            ProtocolEndpoint endpoint,
            Replies replies,
            Function<String, Optional<JoinDecision.Allowed>> permissions) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.replies = replies;
        this.permissions = permissions;
    }

    void history(Command command) {
        if (admits(command, JoinDecision.Allowed::mayReadHistory, RoomOptions::hasHistory)) {
            Position since = command.since == null ? Position.NONE : command.since;
            answer(
                    command,
                    position(command.channel, since).thenCompose(from -> read(command, since, from)),
                    history -> RoomReplies.history(
                            replies, command.id, history, endpoint.options().outboundQueueBytes() / 2));
        }
    }

    private CompletionStage<RoomHistory> read(Command command, Position since, RoomPosition from) {
        HistoryQuery query = command.reverse ? HistoryQuery.before(from) : HistoryQuery.since(from);
        return endpoint.history(command.channel, query.limit(limit(command))).thenApply(history -> {
            if (command.since != null && !follows(since, from, history, command)) {
                throw new Refusal(ClientError.UNRECOVERABLE_POSITION);
            }
            return history;
        });
    }

    /** Returns a position of a client as one of the room. */
    CompletionStage<RoomPosition> position(String room, Position since) {
        return since.epoch().isEmpty() && since.offset() > 0
                ? endpoint.history(room, HistoryQuery.latest().limit(0))
                        .thenApply(history -> since.in(history.position().epoch()))
                : CompletableFuture.completedStage(since.in(""));
    }

    private static int limit(Command command) {
        return command.limit == ALL || command.limit > MOST_PUBLICATIONS
                ? MOST_PUBLICATIONS
                : (int) Math.max(0, command.limit);
    }

    /** Tells whether a part of the log begins where the client has asked, in its epoch. */
    private static boolean follows(Position since, RoomPosition from, RoomHistory history, Command command) {
        RoomPosition end = history.position();
        if (!since.epoch().isEmpty() && !end.epoch().equals(from.epoch())) {
            return false;
        }
        List<RoomMessage> messages = history.messages();
        if (command.reverse || messages.isEmpty()) {
            return since.offset() <= end.offset();
        }
        return messages.get(0).position().offset() == since.offset() + 1;
    }

    void presence(Command command) {
        if (admits(command, JoinDecision.Allowed::maySeePresence, RoomOptions::hasPresence)) {
            answer(
                    command,
                    endpoint.presence(command.channel),
                    presence -> RoomReplies.presence(replies, command.id, presence.members()));
        }
    }

    void presenceCount(Command command) {
        if (admits(command, JoinDecision.Allowed::maySeePresence, RoomOptions::hasPresence)) {
            answer(
                    command,
                    endpoint.presenceCount(command.channel),
                    count -> RoomReplies.presenceCount(replies, command.id, count));
        }
    }

    private boolean admits(
            Command command, Predicate<JoinDecision.Allowed> permission, Predicate<RoomOptions> remembers) {
        if (permissions.apply(command.channel).filter(permission).isEmpty()) {
            connection.send(replies.error(command.id, ClientError.PERMISSION_DENIED));
            return false;
        }
        if (!remembers.test(endpoint.roomOptions(command.channel))) {
            connection.send(replies.error(command.id, ClientError.NOT_AVAILABLE));
            return false;
        }
        return true;
    }

    private <T> void answer(Command command, CompletionStage<T> asked, Function<T, Message> reply) {
        var unused = asked.whenComplete((found, failure) ->
                connection.send(failure == null ? reply.apply(found) : replies.error(command.id, Refusal.of(failure))));
    }
}
