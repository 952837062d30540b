package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.centrifuge.RoomSubscriptions.Subscription;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.spi.RoomRecovery;
import java.io.Serial;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins one client to rooms, as it asks or as the application has decided. */
final class RoomJoins {
    /** The flag of a client that loads the state of a room by itself where it cannot be recovered. */
    private static final int NEEDS_STATE = 2;

    /** So often the latest publication is looked for that others replace meanwhile. */
    private static final int MOST_ATTEMPTS = 5;

    private final Client client;
    private final RoomSubscriptions subscriptions;
    private final RateLimit reads;

    /**
     * Creates what joins rooms.
     *
     * @param reads limits how often a log is read
     */
    RoomJoins(Client client, RoomSubscriptions subscriptions, RateLimit reads) {
        this.client = client;
        this.subscriptions = subscriptions;
        this.reads = reads;
    }

    /**
     * Joins a room that the answer to connect lists.
     *
     * @param since what the client has seen of it
     * @return completes with what the answer says of the room
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if the connection is in as many rooms as it may be
     */
    CompletionStage<JoinedRoom> joinForApplication(String room, Optional<Position> since) {
        subscriptions.joinedByApplication(room);
        if (!client.endpoint().roomOptions(room).hasHistory()) {
            client.connection().join(room);
            return CompletableFuture.completedStage(new JoinedRoom(Optional.empty(), since));
        }
        CompletableFuture<RoomRecovery> found = new CompletableFuture<>();
        return Position.in(since, room, client.endpoint())
                .thenCompose(from -> client.connection().join(room, from, recovery -> {
                    found.complete(recovery);
                    return Optional.empty();
                }))
                .thenApply(joined -> new JoinedRoom(Optional.of(found.join()), since));
    }

    /**
     * Joins a room as the client asks.
     *
     * @throws ClientErrorException for an error that the client gets
     */
    void subscribe(Command command) {
        String room = command.room();
        if (client.shown().isInRoom(room) || subscriptions.has(room)) {
            throw new ClientErrorException(ClientError.ALREADY_SUBSCRIBED);
        }
        if (!client.endpoint().isRoom(room)) {
            throw new ClientErrorException(ClientError.BAD_REQUEST);
        }
        if (client.shown().rooms().size() >= client.endpoint().options().maxRooms()) {
            throw new ClientErrorException(ClientError.LIMIT_EXCEEDED);
        }
        Object decision = client.ask(client.callbacks().join(), new Request(command, client.endpoint()).join());
        if (decision instanceof JoinDecision.Denied denied) {
            throw new ClientErrorException(ClientError.of(denied));
        }
        JoinDecision.Allowed allowed = (JoinDecision.Allowed) decision;
        boolean hasHistory = client.endpoint().roomOptions(room).hasHistory();
        if (hasHistory && (command.recover || allowed.isLatestOnly())) {
            reads.take();
        }
        Optional<String> data;
        try {
            data = allowed.data().map(client.endpoint()::toJson);
        } catch (RuntimeException e) {
            throw client.failed(client.callbacks().join(), e);
        }
        Subscription subscription = new Subscription(allowed);
        if (!subscriptions.add(room, subscription)) {
            throw new ClientErrorException(ClientError.ALREADY_SUBSCRIBED); // the application was quicker
        }
        Consumer<FieldWriter> fields = reply -> {
            Expiry.write(reply, allowed.expiry(), client.clock());
            reply.json("data", data.orElse(null));
        };
        if (allowed.isLatestOnly() && hasHistory) {
            joinAndRecoverLatest(command, subscription, fields, MOST_ATTEMPTS);
        } else if (allowed.mayReadHistory() && hasHistory) {
            joinAndRecover(command, subscription, fields);
        } else {
            join(command, subscription, fields);
        }
    }

    private void join(Command command, Subscription subscription, Consumer<FieldWriter> fields) {
        String room = command.room();
        ClientError error = ClientError.ALREADY_SUBSCRIBED; // the application was quicker
        boolean joined = false;
        try {
            joined = client.connection().join(room, client.replies().result(command.id, "subscribe", fields));
        } catch (IllegalArgumentException e) {
            error = ClientError.BAD_REQUEST;
        } catch (IllegalStateException e) {
            error = ClientError.LIMIT_EXCEEDED;
        }
        if (!joined) {
            subscriptions.forget(room, subscription);
            throw new ClientErrorException(error);
        }
        subscriptions.wake();
    }

    /** Joins a room with a log, from the position that the client presents or from now on. */
    private void joinAndRecover(Command command, Subscription subscription, Consumer<FieldWriter> fields) {
        CompletionStage<RoomPosition> since = Position.in(command.recovering(), command.room(), client.endpoint());
        var unused = join(command, subscription, since, recovery -> {
                    if (command.recover && !recovery.isRecovered() && (command.flag & NEEDS_STATE) != 0) {
                        throw new ClientErrorException(ClientError.UNRECOVERABLE_POSITION);
                    }
                    return answer(command, recovery, command.recover, fields);
                })
                .whenComplete((done, failure) -> joined(command, subscription, failure));
    }

    /** Joins a room with a log of which only the latest publication counts. */
    private void joinAndRecoverLatest(
            Command command, Subscription subscription, Consumer<FieldWriter> fields, int attempts) {
        Optional<Position> seen = command.recovering();
        var unused = join(
                        command,
                        subscription,
                        LatestPublication.before(command.room(), client.endpoint()),
                        recovery -> {
                            if (!recovery.isRecovered() && attempts > 0) {
                                throw new LatestMovedException(); // more was published meanwhile than the log keeps
                            }
                            return answer(command, LatestPublication.of(recovery, seen), true, fields);
                        })
                .whenComplete((done, failure) -> {
                    if (failure != null && ClientErrorException.cause(failure) instanceof LatestMovedException) {
                        joinAndRecoverLatest(command, subscription, fields, attempts - 1);
                    } else {
                        joined(command, subscription, failure);
                    }
                });
    }

    private static final class LatestMovedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        LatestMovedException() {
            super(null, null, false, false);
        }
    }

    private CompletionStage<Void> join(
            Command command,
            Subscription subscription,
            CompletionStage<RoomPosition> since,
            Function<RoomRecovery, Message> answer) {
        String room = command.room();
        return since.thenCompose(from -> {
            checkStillWanted(room, subscription);
            return client.connection().join(room, from, recovery -> {
                reads.charge(RoomReplies.reads(recovery.bytesRead())); // which an error has cost, too
                checkStillWanted(room, subscription);
                return Optional.of(answer.apply(recovery));
            });
        });
    }

    private void joined(Command command, Subscription subscription, @Nullable Throwable failure) {
        if (failure == null) {
            subscriptions.wake();
        } else {
            boolean left = !subscriptions.has(command.room(), subscription);
            subscriptions.forget(command.room(), subscription);
            if (left) {
                client.fail(command, ClientError.INTERNAL); // see checkStillWanted
            } else if (client.shown().isInRoom(command.room())) {
                client.fail(command, ClientError.ALREADY_SUBSCRIBED);
            } else if (!(ClientErrorException.cause(failure) instanceof IllegalStateException)) {
                client.fail(command, failure);
            } else if (client.shown().rooms().size()
                    >= client.endpoint().options().maxRooms()) {
                client.fail(command, ClientError.LIMIT_EXCEEDED); // others were under way when it was checked
            } else {
                client.fail(command, ClientError.INTERNAL); // the client has left meanwhile
            }
        }
    }

    /**
     * Checks that the client has not left the room while its log was read. A client that has left and joins again by
     * then takes the error for one of its second join, so it is an error after which it tries again.
     */
    private void checkStillWanted(String room, Subscription subscription) {
        if (!subscriptions.has(room, subscription)) {
            throw new ClientErrorException(ClientError.INTERNAL);
        }
    }

    private Message answer(Command command, RoomRecovery recovery, boolean recovering, Consumer<FieldWriter> fields) {
        long offset = command.recovering().map(Position::offset).orElse(0L);
        Message answer = client.replies().result(command.id, "subscribe", reply -> {
            RoomReplies.write(reply, recovery, recovering, offset);
            fields.accept(reply);
        });
        // It may be longer than what was read, which has been counted.
        reads.charge(RoomReplies.reads(Math.max(0, FrameSize.of(answer) - recovery.bytesRead())));
        return answer;
    }
}
