package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers what a client asks about a room that it is in: its history, and who else is there. */
final class RoomQueries {
    private static final long ALL = -1;
    private static final int MOST_PUBLICATIONS = 300;

    private final Client client;
    private final RoomSubscriptions subscriptions;
    private final RateLimit reads;

    /**
     * Creates what answers.
     *
     * @param reads limits how often that is done
     */
    RoomQueries(Client client, RoomSubscriptions subscriptions, RateLimit reads) {
        this.client = client;
        this.subscriptions = subscriptions;
        this.reads = reads;
    }

    void history(Command command) {
        check(command, JoinDecision.Allowed::mayReadHistory, RoomOptions::hasHistory);
        Optional<Position> since = Optional.ofNullable(command.since);
        answer(
                command,
                Position.in(since, command.channel, client.endpoint()).thenCompose(from -> read(command, since, from)),
                history -> RoomReplies.history(client.replies(), command.id, history, mostBytes()));
    }

    private CompletionStage<RoomHistory> read(Command command, Optional<Position> since, RoomPosition from) {
        HistoryQuery query = command.reverse ? HistoryQuery.before(from) : HistoryQuery.since(from);
        return client.endpoint()
                .history(command.channel, query.limit(limit(command)), mostBytes())
                .thenApply(history -> {
                    if (since.isPresent() && !follows(since.get(), from, history, command)) {
                        charge(history.messages().stream()
                                .mapToLong(FrameSize::of)
                                .sum());
                        throw new ClientErrorException(ClientError.UNRECOVERABLE_POSITION);
                    }
                    return history;
                });
    }

    /** Returns how long an answer may be, which leaves space for what else waits. */
    private int mostBytes() {
        return client.endpoint().options().outboundQueueBytes() / 2;
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
        if (command.reverse || limit(command) == 0) {
            return since.offset() <= end.offset();
        }
        return messages.isEmpty()
                ? since.offset() == end.offset()
                : messages.get(0).position().offset() == since.offset() + 1;
    }

    void presence(Command command) {
        check(command, JoinDecision.Allowed::maySeePresence, RoomOptions::hasPresence);
        answer(command, client.endpoint().presence(command.channel), presence -> members(command, presence.members()));
    }

    /** Lists members; a list in part would be wrong, so one that the outbound queue does not take is an error. */
    private Message members(Command command, List<PresenceMember> members) {
        int mostBytes = mostBytes();
        long bytes = members.stream().mapToLong(FrameSize::of).sum();
        if (bytes <= mostBytes) {
            Message list = RoomReplies.presence(client.replies(), command.id, members);
            bytes = FrameSize.of(list);
            if (bytes <= mostBytes) {
                return list;
            }
        }
        charge(bytes);
        throw new ClientErrorException(ClientError.LIMIT_EXCEEDED);
    }

    void presenceCount(Command command) {
        check(command, JoinDecision.Allowed::maySeePresence, RoomOptions::hasPresence);
        answer(
                command,
                client.endpoint().presenceCount(command.channel),
                count -> RoomReplies.presenceCount(client.replies(), command.id, count));
    }

    private void check(Command command, Predicate<JoinDecision.Allowed> permission, Predicate<RoomOptions> remembers) {
        if (subscriptions.in(command.room()).filter(permission).isEmpty()) {
            throw new ClientErrorException(ClientError.PERMISSION_DENIED);
        }
        if (!remembers.test(client.endpoint().roomOptions(command.channel))) {
            throw new ClientErrorException(ClientError.NOT_AVAILABLE);
        }
        reads.take();
    }

    /** Counts what was read, also where the answer is an error: that has cost the same. */
    private void charge(long bytes) {
        reads.charge(RoomReplies.reads(bytes));
    }

    private <T> void answer(Command command, CompletionStage<T> asked, Function<T, Message> reply) {
        var unused = asked.thenAccept(found -> {
                    if (client.shown().isOpen()) { // else answers are encoded for nothing, perhaps many
                        Message answer = reply.apply(found);
                        charge(FrameSize.of(answer));
                        client.send(answer);
                    }
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        client.fail(command, failure);
                    }
                });
    }
}
