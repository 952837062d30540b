package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.HandlerMethod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lets one client connect: asks the application who it is, joins the rooms that the application names, and answers.
 * Takes renewed tokens later. Used by the calls of one session only.
 */
final class Authenticator {
    private final Client client;
    private final RoomJoins joins;
    private SessionState state = SessionState.NEW;
    private Optional<String> user = Optional.empty(); // that of the first token

    Authenticator(Client client, RoomJoins joins) {
        this.client = client;
        this.joins = joins;
    }

    /** Returns what the client may do now. */
    SessionState state() {
        return state;
    }

    /** Closes the connection; what the client sends from now on is not for the application. */
    void close(CloseFrame frame) {
        state = SessionState.REFUSED;
        client.connection().close(frame);
    }

    /**
     * Lets the client connect.
     *
     * @param late runs with the session's calls where the answer takes longer than this call
     */
    void connect(Command command, Runnable late) {
        try {
            Authentication decision =
                    ask(client.callbacks().authenticate(), command).orElse(null);
            if (decision instanceof Authentication.Accepted accepted) {
                accept(command, accepted, late);
            } else if (decision != null) {
                refuse(command, ClientError.TOKEN_EXPIRED);
            }
        } catch (ClientErrorException e) {
            refuse(command, e.error());
        }
    }

    /** Asks the application who the client is; empty if it refuses the client, whose connection is closed then. */
    private Optional<Authentication> ask(HandlerMethod method, Command command) {
        if (!method.admits(client.shown())) {
            close(CloseCodes.of(CloseCause.ACCESS_DENIED));
            return Optional.empty();
        }
        Object decision = client.ask(method, new Request(command, client.endpoint()).credentials());
        if (decision instanceof Authentication.Denied denied) {
            close(CloseCodes.of(CloseCodes.INVALID_TOKEN.withReason(denied.reason())));
            return Optional.empty();
        }
        return Optional.of((Authentication) decision);
    }

    /** Answers with an error, after which the client has to connect again. */
    private void refuse(Command command, ClientError error) {
        client.fail(command, error);
        state = SessionState.REFUSED;
    }

    private void accept(Command command, Authentication.Accepted accepted, Runnable late) {
        if (!client.shown().isOpen()) {
            state = SessionState.REFUSED; // by onAuthenticate itself, or the client has left meanwhile
            return;
        }
        Optional<String> data;
        try {
            data = accepted.data().map(client.endpoint()::toJson);
        } catch (RuntimeException e) {
            throw client.failed(client.callbacks().authenticate(), e);
        }
        try {
            client.connection().establish(accepted.userId().orElse(null));
        } catch (IllegalArgumentException e) {
            // The client would come back with the same token forever, and fill the log.
            close(CloseCodes.INVALID_TOKEN.withReason("invalid user id"));
            return;
        }
        user = accepted.userId();
        accepted.expiry().ifPresent(instant -> client.shown().expireAt(Expiry.end(instant)));
        Map<String, CompletableFuture<JoinedRoom>> rooms = new LinkedHashMap<>();
        try {
            for (String room : accepted.rooms()) {
                Optional<Position> since = Optional.ofNullable(command.rooms.get(room));
                rooms.put(room, joins.joinForApplication(room, since).toCompletableFuture());
            }
        } catch (RuntimeException e) {
            failToConnect(command, e);
            return;
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(rooms.values().toArray(CompletableFuture[]::new));
        if (all.isDone()) {
            connected(command, accepted, data, rooms);
        } else {
            state = SessionState.CONNECTING;
            var unused = all.whenComplete((done, failure) -> client.connection().execute(() -> {
                connected(command, accepted, data, rooms);
                late.run();
            }));
        }
    }

    private void failToConnect(Command command, Throwable cause) {
        if (client.shown().isOpen()) { // else the joins have failed since the connection ends
            client.connection().failed(client.callbacks().authenticate(), cause);
        }
        client.fail(command, ClientError.INTERNAL);
        close(CloseCodes.INTERNAL_ERROR);
    }

    private void connected(
            Command command,
            Authentication.Accepted accepted,
            Optional<String> data,
            Map<String, CompletableFuture<JoinedRoom>> rooms) {
        for (CompletableFuture<JoinedRoom> join : rooms.values()) {
            if (join.isCompletedExceptionally()) {
                failToConnect(command, join.handle((fields, failure) -> failure).join());
                return;
            }
        }
        state = SessionState.CONNECTED;
        Map<String, JoinedRoom> joined = new LinkedHashMap<>();
        rooms.forEach((room, join) -> joined.put(room, join.join()));
        client.connection().begin(new ConnectReply(client, command.id, accepted.expiry(), data, joined).frame());
        if (!client.shown().isOpen()) {
            state = SessionState.REFUSED; // by onConnect, so that what came together with connect is not for it
        }
    }

    /**
     * Takes a new token of a client that is connected.
     *
     * @throws ClientErrorException for an error that the client gets
     */
    void refresh(Command command) {
        Authentication decision = ask(client.callbacks().refresh(), command).orElse(null);
        if (decision instanceof Authentication.Expired) {
            close(CloseCodes.EXPIRED);
        } else if (decision instanceof Authentication.Accepted accepted) {
            if (!isSameUser(accepted.userId())) {
                close(CloseCodes.INVALID_TOKEN);
                return;
            }
            client.shown().expireAt(accepted.expiry().map(Expiry::end).orElse(Instant.MAX));
            client.send(client.replies()
                    .result(command.id, "refresh", fields -> Expiry.write(fields, accepted.expiry(), client.clock())));
        }
    }

    /** Tells whether a user is that of the first token, or the one that the application has made of it. */
    private boolean isSameUser(Optional<String> other) {
        return other.equals(user) || other.equals(client.shown().userId());
    }
}
