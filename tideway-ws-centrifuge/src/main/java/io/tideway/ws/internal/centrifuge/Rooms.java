package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.RoomRecovery;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets one client join, leave and publish, as far as the application allows it. */
final class Rooms {
    /** The flag of a client that loads the state of a room by itself where it cannot be recovered. */
    private static final int NEEDS_STATE = 2;

    private final ProtocolConnection connection;
    private final ProtocolEndpoint endpoint;
    private final Callbacks callbacks;
    private final Replies replies;
    private final RoomQueries queries;
    private final Map<String, JoinDecision.Allowed> joined = new ConcurrentHashMap<>(2);

    Rooms(ProtocolConnection connection, ProtocolEndpoint endpoint, Callbacks callbacks, Replies replies) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.callbacks = callbacks;
        this.replies = replies;
        this.queries = new RoomQueries(connection, endpoint, replies, room -> Optional.ofNullable(joined.get(room)));
    }

    RoomQueries queries() {
        return queries;
    }

    /** Tells whether the client is told who joins and leaves a room. */
    boolean seesMembers(String room) {
        JoinDecision.Allowed allowed = joined.get(room);
        return allowed != null && allowed.maySeePresence();
    }

    void joinedByApplication(String room) {
        joined.put(room, JoinDecision.allow());
    }

    void leftByApplication(String room) {
        joined.remove(room);
    }

    /**
     * Joins a room that the answer to connect lists.
     *
     * @param since what the client has seen of it
     * @return completes with what the answer says of the room
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if the connection is in as many rooms as it may be
     */
    CompletionStage<Consumer<FieldWriter>> joinForApplication(String room, Optional<Position> since) {
        joinedByApplication(room);
        if (!endpoint.roomOptions(room).hasHistory()) {
            connection.join(room);
            return CompletableFuture.completedStage(fields -> {});
        }
        CompletableFuture<RoomRecovery> found = new CompletableFuture<>();
        Position position = since.orElse(Position.NONE);
        return queries.position(room, position)
                .thenCompose(from -> connection.join(room, from, recovery -> {
                    found.complete(recovery);
                    return Optional.empty();
                }))
                .thenApply(joined ->
                        fields -> RoomReplies.write(fields, found.join(), since.isPresent(), position.offset()));
    }

    void subscribe(Command command) {
        String room = named(command);
        if (connection.connection().isInRoom(room)) {
            fail(command, ClientError.ALREADY_SUBSCRIBED);
            return;
        }
        ClientError limit = limit(room);
        if (limit != null) {
            fail(command, limit);
            return;
        }
        Object decision = ask(callbacks.join(), command, new Request(command, endpoint).join());
        if (decision instanceof JoinDecision.Denied denied) {
            fail(command, denied);
        } else if (decision instanceof JoinDecision.Allowed allowed) {
            if (allowed.mayReadHistory() && endpoint.roomOptions(room).hasHistory()) {
                joinAndRecover(command, room, allowed);
            } else {
                join(command, room, allowed);
            }
        }
    }

    private @Nullable ClientError limit(String room) {
        if (!endpoint.isRoom(room)) {
            return ClientError.BAD_REQUEST;
        }
        return connection.connection().rooms().size() >= endpoint.options().maxRooms()
                ? ClientError.LIMIT_EXCEEDED
                : null;
    }

    private void join(Command command, String room, JoinDecision.Allowed allowed) {
        Message reply;
        try {
            reply = answer(command, "subscribe", allowed);
        } catch (RuntimeException e) {
            connection.failed(callbacks.join(), e);
            fail(command, ClientError.INTERNAL);
            return;
        }
        JoinDecision.Allowed before = joined.put(room, allowed);
        ClientError error = null;
        try {
            if (!connection.join(room, reply)) {
                error = ClientError.ALREADY_SUBSCRIBED; // the application was quicker
            }
        } catch (IllegalArgumentException e) {
            error = ClientError.BAD_REQUEST;
        } catch (IllegalStateException e) {
            error = ClientError.LIMIT_EXCEEDED;
        }
        if (error == null) {
            wake();
        } else {
            forget(room, allowed, before);
            fail(command, error);
        }
    }

    /** Joins a room with a log, from the position that the client presents or from now on. */
    private void joinAndRecover(Command command, String room, JoinDecision.Allowed allowed) {
        Position since = command.recover ? command.position() : Position.NONE;
        Optional<String> data;
        try {
            data = allowed.data().map(endpoint::toJson);
        } catch (RuntimeException e) {
            connection.failed(callbacks.join(), e);
            fail(command, ClientError.INTERNAL);
            return;
        }
        JoinDecision.Allowed before = joined.put(room, allowed);
        var unused = queries.position(room, since)
                .thenCompose(from -> connection.join(room, from, recovery -> {
                    if (command.recover && !recovery.isRecovered() && (command.flag & NEEDS_STATE) != 0) {
                        throw new Refusal(ClientError.UNRECOVERABLE_POSITION);
                    }
                    return Optional.of(replies.result(command.id, "subscribe", fields -> {
                        RoomReplies.write(fields, recovery, command.recover, since.offset());
                        Expiry.write(fields, allowed.expiry());
                        fields.json("data", data.orElse(null));
                    }));
                }))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        wake();
                    } else {
                        forget(room, allowed, before);
                        boolean member = connection.connection().isInRoom(room);
                        fail(command, member ? ClientError.ALREADY_SUBSCRIBED : Refusal.of(failure));
                    }
                });
    }

    /** Undoes what a join has noted that failed, unless the application has changed it meanwhile. */
    private void forget(String room, JoinDecision.Allowed noted, JoinDecision.@Nullable Allowed before) {
        if (before == null) {
            joined.remove(room, noted);
        } else {
            joined.replace(room, noted, before);
        }
    }

    private Message answer(Command command, String kind, JoinDecision.Allowed allowed) {
        Optional<String> data = allowed.data().map(endpoint::toJson);
        return replies.result(command.id, kind, fields -> {
            Expiry.write(fields, allowed.expiry());
            fields.json("data", data.orElse(null));
        });
    }

    void refresh(Command command) {
        String room = named(command);
        if (!joined.containsKey(room)) {
            fail(command, ClientError.PERMISSION_DENIED);
            return;
        }
        Object decision = ask(callbacks.joinRefresh(), command, new Request(command, endpoint).join());
        if (decision instanceof JoinDecision.Denied denied) {
            joined.remove(room);
            connection.leave(room);
            fail(command, denied);
        } else if (decision instanceof JoinDecision.Allowed allowed) {
            joined.replace(room, allowed);
            connection.send(
                    replies.result(command.id, "sub_refresh", fields -> Expiry.write(fields, allowed.expiry())));
            wake();
        }
    }

    void unsubscribe(Command command) {
        String room = named(command);
        joined.remove(room);
        connection.leave(room);
        connection.send(replies.result(command.id, "unsubscribe", fields -> {}));
    }

    /** Ends the memberships whose permission has expired, and that the client has not renewed. */
    void endExpired() {
        Instant now = Instant.now();
        joined.forEach((room, allowed) -> {
            boolean over = allowed.expiry()
                    .map(Expiry::end)
                    .filter(end -> !now.isBefore(end))
                    .isPresent();
            if (over && joined.remove(room, allowed) && connection.leave(room)) {
                connection.send(replies.unsubscribePush(room, 2501, "subscription expired"));
            }
        });
        wake();
    }

    private void wake() {
        joined.values().stream()
                .flatMap(allowed -> allowed.expiry().stream())
                .map(Expiry::end)
                .min(Instant::compareTo)
                .ifPresent(connection::wakeAt);
    }

    private void fail(Command command, JoinDecision.Denied denied) {
        fail(command, new ClientError(denied.code(), denied.message(), false));
    }

    void publish(Command command) {
        String room = named(command);
        Content data = command.data;
        if (data == null) {
            throw new MalformedFrame("nothing to publish");
        }
        if (!endpoint.isRoom(room)) {
            fail(command, ClientError.BAD_REQUEST);
            return;
        }
        JoinDecision.Allowed member = joined.get(room);
        Object decision = member != null && member.mayPublish()
                ? PublishDecision.allow()
                : ask(callbacks.publish(), command, new Request(command, endpoint).publish());
        if (decision instanceof PublishDecision.Denied denied) {
            fail(command, new ClientError(denied.code(), denied.message(), false));
        } else if (decision != null) {
            publish(command, room, data, decision instanceof PublishDecision.Allowed);
        }
    }

    private void publish(Command command, String room, Content data, boolean allowed) {
        if (allowed) {
            endpoint.publish(connection.connection(), room, data.message());
        }
        connection.send(replies.result(command.id, "publish", fields -> {}));
    }

    /** Asks the application; null if that failed, which has been answered. */
    private @Nullable Object ask(HandlerMethod method, Command command, Object request) {
        if (!method.admits(connection.connection())) {
            fail(command, ClientError.PERMISSION_DENIED);
            return null;
        }
        try {
            Object decision = connection.call(method, connection.connection(), request);
            if (decision == null) {
                throw new NullPointerException(method.name() + " must not return null");
            }
            return decision;
        } catch (CallException e) {
            fail(command, ClientError.of(e));
        } catch (MessageDecodingException e) {
            fail(command, ClientError.BAD_REQUEST);
        } catch (Throwable e) {
            connection.failed(method, e);
            fail(command, ClientError.INTERNAL);
        }
        return null;
    }

    private static String named(Command command) {
        if (command.channel.isEmpty()) {
            throw new MalformedFrame("a request without a channel");
        }
        return command.channel;
    }

    private void fail(Command command, ClientError error) {
        connection.send(replies.error(command.id, error));
    }
}
