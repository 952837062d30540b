package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks with one client: reads its frames, lets it connect, and answers each request in its order. */
final class Session implements ProtocolSession {
    /** What the client may do. */
    private enum State {
        /** Connect, and nothing else. */
        NEW,
        /** Anything, which waits until the answer to connect is known. */
        CONNECTING,
        /** Everything except connect. */
        CONNECTED,
        /** Nothing: it was refused, or has broken the protocol. */
        REFUSED
    }

    /** So many frames may wait for the answer to connect, which clients send together with others. */
    private static final int MOST_WAITING = 128;

    private final ProtocolConnection connection;
    private final ProtocolEndpoint endpoint;
    private final Callbacks callbacks;
    private final Form form;
    private final Rooms rooms;
    private final Calls calls;
    private final AtomicInteger pings = new AtomicInteger(); // without an answer; answers may wait behind a callback
    private final Deque<Message> waiting = new ArrayDeque<>(0); // while connecting; of the session's own calls
    private State state = State.NEW; // of the session's own calls

    Session(ProtocolConnection connection, ProtocolEndpoint endpoint, Callbacks callbacks, RemoteCalls calls) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.callbacks = callbacks;
        this.form = Form.JSON;
        this.rooms = new Rooms(connection, endpoint, callbacks, form.replies());
        this.calls = new Calls(connection, endpoint, calls, form.replies());
    }

    @Override
    public FrameEncoder encoder() {
        return form.encoder();
    }

    @Override
    public Message heartbeat() {
        pings.incrementAndGet();
        return form.replies().ping();
    }

    @Override
    public boolean seesMembers(String room) {
        return rooms.seesMembers(room);
    }

    @Override
    public Message joined(String room) {
        rooms.joinedByApplication(room);
        return form.replies().subscribePush(room);
    }

    @Override
    public Message left(String room) {
        rooms.leftByApplication(room);
        return form.replies().unsubscribePush(room, 2000, "server unsubscribe");
    }

    @Override
    public void woken() {
        rooms.endExpired();
    }

    @Override
    public void received(Message message) {
        if (state == State.REFUSED) {
            return;
        }
        if (state == State.CONNECTING) {
            await(message);
            return;
        }
        try {
            if (state == State.NEW && asksForProtobuf()) {
                close(CloseCodes.INAPPROPRIATE_PROTOCOL.withReason("inappropriate protocol: only JSON is spoken here"));
                return;
            }
            Commands commands = form.read(message);
            do {
                handle(commands.next());
            } while (goesOn() && commands.hasNext());
            if (state == State.CONNECTING && commands.hasNext()) {
                await(commands.rest());
            }
        } catch (MalformedFrame e) {
            close(CloseCodes.BAD_REQUEST);
        }
    }

    private boolean goesOn() {
        return state == State.NEW || state == State.CONNECTED;
    }

    private void await(Message message) {
        if (waiting.size() == MOST_WAITING) {
            close(CloseCodes.TOO_MANY_REQUESTS);
        } else {
            waiting.add(message);
        }
    }

    private boolean asksForProtobuf() {
        Connection client = connection.connection();
        return client.subprotocol().filter(CentrifugeProtocol.PROTOBUF::equals).isPresent()
                || client.queryParam("format").filter("protobuf"::equals).isPresent()
                || client.queryParam("cf_protocol").filter("protobuf"::equals).isPresent();
    }

    private void handle(Command command) {
        Command.Kind kind = command.kind;
        boolean pong = command.id == 0 && kind != Command.Kind.SEND;
        if (pong) {
            if (pings.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
                throw new MalformedFrame("a pong without a ping");
            }
            return;
        }
        if (kind == null || command.id < 0 || (kind == Command.Kind.CONNECT) != (state == State.NEW)) {
            throw new MalformedFrame("a request at the wrong time");
        }
        switch (kind) {
            case CONNECT -> connect(command);
            case SUBSCRIBE -> rooms.subscribe(command);
            case UNSUBSCRIBE -> rooms.unsubscribe(command);
            case PUBLISH -> rooms.publish(command);
            case RPC -> calls.call(command);
            case SEND -> takeMessage(command);
            case REFRESH -> refresh(command);
            case SUB_REFRESH -> rooms.refresh(command);
            case PRESENCE -> rooms.queries().presence(command);
            case PRESENCE_STATS -> rooms.queries().presenceCount(command);
            case HISTORY -> rooms.queries().history(command);
        }
    }

    private void takeMessage(Command command) {
        if (callbacks.takesMessages()) {
            connection.message(command.data == null ? Message.text("null") : command.data.message());
        } else {
            close(CloseCodes.NOT_AVAILABLE);
        }
    }

    private void connect(Command command) {
        Authentication decision = ask(callbacks.authenticate(), command);
        if (decision instanceof Authentication.Accepted accepted) {
            accept(command, accepted);
        } else if (decision instanceof Authentication.Denied denied) {
            close(CloseCodes.of(CloseCodes.INVALID_TOKEN.withReason(denied.reason())));
        } else if (decision != null) {
            refuse(command, ClientError.TOKEN_EXPIRED);
        }
    }

    /** Asks the application who the client is; null if that failed, which has been answered. */
    private @Nullable Authentication ask(HandlerMethod method, Command command) {
        if (!method.admits(connection.connection())) {
            close(CloseCodes.of(CloseCause.ACCESS_DENIED));
            return null;
        }
        try {
            Object decision =
                    connection.call(method, connection.connection(), new Request(command, endpoint).credentials());
            if (decision == null) {
                throw new NullPointerException(method.name() + " must not return null");
            }
            return (Authentication) decision;
        } catch (CallException e) {
            refuse(command, ClientError.of(e));
        } catch (MessageDecodingException e) {
            refuse(command, ClientError.BAD_REQUEST);
        } catch (Throwable e) {
            connection.failed(method, e);
            refuse(command, ClientError.INTERNAL);
        }
        return null;
    }

    private void accept(Command command, Authentication.Accepted accepted) {
        if (!connection.connection().isOpen()) {
            state = State.REFUSED; // by onAuthenticate itself, or the client has left meanwhile
            return;
        }
        Optional<String> data;
        try {
            data = accepted.data().map(endpoint::toJson);
            connection.establish(accepted.userId().orElse(null));
        } catch (RuntimeException e) {
            connection.failed(callbacks.authenticate(), e);
            refuse(command, ClientError.INTERNAL);
            return;
        }
        accepted.expiry().ifPresent(instant -> connection.connection().expireAt(Expiry.end(instant)));
        Map<String, CompletableFuture<Consumer<FieldWriter>>> joins = new LinkedHashMap<>();
        try {
            for (String room : accepted.rooms()) {
                Optional<Position> since = Optional.ofNullable(command.rooms.get(room));
                joins.put(room, rooms.joinForApplication(room, since).toCompletableFuture());
            }
        } catch (RuntimeException e) {
            failToConnect(command, e);
            return;
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(joins.values().toArray(CompletableFuture[]::new));
        if (all.isDone()) {
            connected(command, accepted, data, joins);
        } else {
            state = State.CONNECTING;
            var unused = all.whenComplete((done, failure) -> connection.execute(() -> {
                connected(command, accepted, data, joins);
                while (state == State.CONNECTED && !waiting.isEmpty()) {
                    received(waiting.remove());
                }
            }));
        }
    }

    private void failToConnect(Command command, Throwable cause) {
        if (connection.connection().isOpen()) { // else the joins have failed since the connection ends
            connection.failed(callbacks.authenticate(), cause);
        }
        fail(command, ClientError.INTERNAL);
        close(CloseCodes.INTERNAL_ERROR);
    }

    private void connected(
            Command command,
            Authentication.Accepted accepted,
            Optional<String> data,
            Map<String, CompletableFuture<Consumer<FieldWriter>>> joins) {
        for (CompletableFuture<Consumer<FieldWriter>> join : joins.values()) {
            if (join.isCompletedExceptionally()) {
                failToConnect(command, join.handle((fields, failure) -> failure).join());
                return;
            }
        }
        state = State.CONNECTED;
        connection.begin(form.replies().result(command.id, "connect", fields -> {
            fields.string("client", connection.connection().id()).string("version", "");
            Expiry.write(fields, accepted.expiry());
            fields.json("data", data.orElse(null));
            if (!joins.isEmpty()) {
                fields.map(
                        "subs",
                        joins.entrySet(),
                        Map.Entry::getKey,
                        (subscription, join) -> join.getValue().join().accept(subscription));
            }
            Duration interval = endpoint.options().heartbeatInterval();
            if (!interval.isZero()) {
                fields.number("ping", Math.max(1, interval.plusMillis(999).toSeconds()))
                        .ifTrue("pong", true);
            }
        }));
        if (!connection.connection().isOpen()) {
            state = State.REFUSED; // by onConnect, so that what the client has sent with its connect is not for it
        }
    }

    private void refresh(Command command) {
        Authentication decision = ask(callbacks.refresh(), command);
        if (decision instanceof Authentication.Denied denied) {
            close(CloseCodes.of(CloseCodes.INVALID_TOKEN.withReason(denied.reason())));
        } else if (decision instanceof Authentication.Expired) {
            close(CloseCodes.EXPIRED);
        } else if (decision instanceof Authentication.Accepted accepted) {
            if (!accepted.userId().equals(connection.connection().userId())) {
                close(CloseCodes.INVALID_TOKEN);
                return;
            }
            connection.connection().expireAt(accepted.expiry().map(Expiry::end).orElse(Instant.MAX));
            connection.send(
                    form.replies().result(command.id, "refresh", fields -> Expiry.write(fields, accepted.expiry())));
        }
    }

    /** Answers with an error; a client that is not connected by then can only connect anew. */
    private void refuse(Command command, ClientError error) {
        fail(command, error);
        if (state == State.NEW) {
            state = State.REFUSED;
        }
    }

    private void fail(Command command, ClientError error) {
        connection.send(form.replies().error(command.id, error));
    }

    private void close(CloseFrame frame) {
        state = State.REFUSED;
        connection.close(frame);
    }
}
