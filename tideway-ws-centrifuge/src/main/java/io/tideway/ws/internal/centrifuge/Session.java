package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.ProtocolSession;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Handles the exchange with one client: reads its frames, and has each request answered in its order. */
final class Session implements ProtocolSession {
    private final Client client;
    private final RoomSubscriptions subscriptions;
    private final RoomJoins joins;
    private final Rooms rooms;
    private final RoomQueries queries;
    private final Calls calls;
    private final Authenticator authenticator;
    private final AtomicInteger pings = new AtomicInteger(); // without an answer; answers may wait behind a callback
    private @Nullable WaitingFrames waiting; // while connecting; of the session's own calls

    Session(Client client) {
        this.client = client;
        this.subscriptions = new RoomSubscriptions(client);
        RateLimit reads = new RateLimit(client.application().limits().readRate(), client.clock());
        this.joins = new RoomJoins(client, subscriptions, reads);
        this.rooms = new Rooms(client, subscriptions);
        this.queries = new RoomQueries(client, subscriptions, reads);
        this.calls = new Calls(client);
        this.authenticator = new Authenticator(client, joins);
    }

    @Override
    public FrameEncoder encoder() {
        return client.form().encoder();
    }

    @Override
    public Message heartbeat() {
        pings.incrementAndGet();
        return client.replies().ping();
    }

    @Override
    public boolean seesMembers(String room) {
        return subscriptions
                .in(room)
                .filter(JoinDecision.Allowed::maySeePresence)
                .isPresent();
    }

    @Override
    public Message joined(String room) {
        subscriptions.joinedByApplication(room);
        return client.replies().subscribePush(room);
    }

    @Override
    public Message left(String room) {
        subscriptions.remove(room);
        return client.replies().unsubscribePush(room, 2000, "server unsubscribe");
    }

    @Override
    public void woken() {
        subscriptions.endExpired();
    }

    @Override
    public void received(Message message) {
        SessionState state = authenticator.state();
        if (state == SessionState.REFUSED || !client.shown().isOpen()) {
            return;
        }
        if (state == SessionState.CONNECTING) {
            await(message);
            return;
        }
        try {
            Commands commands = client.form().read(message);
            do {
                handle(commands.next());
            } while (goesOn() && commands.hasNext());
            if (authenticator.state() == SessionState.CONNECTING && commands.hasNext()) {
                await(commands.rest());
            }
        } catch (MalformedFrame e) {
            close(e.answer());
        }
    }

    /** Tells whether the next request is handled: not after a close, since the client asks again when it is back. */
    private boolean goesOn() {
        SessionState state = authenticator.state();
        return (state == SessionState.NEW || state == SessionState.CONNECTED)
                && client.shown().isOpen();
    }

    private void await(Message message) {
        WaitingFrames frames =
                waiting == null ? new WaitingFrames(client.endpoint().options().inboundQueueBytes()) : waiting;
        waiting = frames;
        if (!frames.add(message)) {
            waiting = null;
            close(CloseCodes.TOO_MANY_REQUESTS);
        }
    }

    /** Handles what has waited for the answer to connect. */
    private void receiveWaiting() {
        WaitingFrames frames = waiting;
        waiting = null;
        while (frames != null && authenticator.state() == SessionState.CONNECTED) {
            Message next = frames.poll();
            if (next == null) {
                return;
            }
            received(next);
        }
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
        boolean connects = authenticator.state() == SessionState.NEW;
        if (kind == null || command.id < 0 || (kind == Command.Kind.CONNECT) != connects) {
            throw new MalformedFrame("a request at the wrong time");
        }
        try {
            handle(command, kind);
        } catch (ClientErrorException e) {
            client.fail(command, e.error());
        }
    }

    private void handle(Command command, Command.Kind kind) {
        switch (kind) {
            case CONNECT -> authenticator.connect(command, this::receiveWaiting);
            case SUBSCRIBE -> joins.subscribe(command);
            case UNSUBSCRIBE -> rooms.unsubscribe(command);
            case PUBLISH -> rooms.publish(command);
            case RPC -> calls.call(command);
            case SEND -> takeMessage(command);
            case REFRESH -> authenticator.refresh(command);
            case SUB_REFRESH -> rooms.refresh(command);
            case PRESENCE -> queries.presence(command);
            case PRESENCE_STATS -> queries.presenceCount(command);
            case HISTORY -> queries.history(command);
        }
    }

    private void takeMessage(Command command) {
        if (client.callbacks().takesMessages()) {
            client.connection().message(command.data == null ? Message.text("null") : command.data.message());
        } else {
            close(CloseCodes.NOT_AVAILABLE);
        }
    }

    private void close(CloseFrame frame) {
        authenticator.close(frame);
    }
}
