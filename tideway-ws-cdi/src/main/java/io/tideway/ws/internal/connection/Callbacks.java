package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.RoomRecovery;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handler for one connection, in the order of its life, and closes the connection where a call asks for it.
 *
 * <p>Not thread-safe: the {@link Inbox} runs one call after the other.
 */
final class Callbacks implements ProtocolConnection {
    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final ConnectionServices services;
    private final CallbackThread thread = new CallbackThread();
    private boolean established;

    Callbacks(LiveConnection connection, EndpointSpec endpoint, ConnectionServices services) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.services = services;
    }

    /** Calls {@code onConnect}; if that throws, ends the connection, and no other callback follows. */
    void connect() {
        thread.enter();
        try {
            switch (endpoint.handler().connect(connection)) {
                case RETURNED -> {
                    established = true;
                    services.listeners().tell(listener -> listener.opened(connection));
                }
                case FAILED -> connection.lifecycle().beginClose(CloseCause.CONNECT_FAILED);
                case DENIED -> connection.lifecycle().beginClose(CloseCause.ACCESS_DENIED);
            }
        } finally {
            thread.leave();
        }
    }

    /** Calls a method of the handler for a protocol; the connection may be not established yet. */
    @Override
    public @Nullable Object call(HandlerMethod method, @Nullable Object... arguments) throws Exception {
        thread.enter();
        try {
            return ((CallableMethod) method).call(connection, arguments);
        } finally {
            thread.leave();
        }
    }

    /** Calls {@code onMessage}. */
    @Override
    public void message(Message message) {
        if (!established) {
            return;
        }
        services.metrics().received.increment();
        thread.enter();
        try {
            closeIfDenied(endpoint.handler().message(connection, message));
        } finally {
            thread.leave();
        }
    }

    /** Ends the connection, whose session has failed. */
    void failedInSession(Throwable cause) {
        connection.lifecycle().failedInSession(cause);
    }

    /** Calls {@code onError}. */
    void error(Throwable cause) {
        if (!established) {
            return;
        }
        thread.enter();
        try {
            closeIfDenied(endpoint.handler().error(connection, cause));
        } finally {
            thread.leave();
        }
    }

    /** Calls {@code onDisconnect}. */
    void disconnect(CloseFrame reason) {
        ConnectionMessages.disconnected(connection, endpoint.path(), reason);
        if (established) {
            thread.run(() -> endpoint.handler().disconnect(connection, reason));
        }
    }

    /**
     * Tells observers of the end and releases what was kept for the connection.
     *
     * @param releasing knows the calling thread meanwhile
     */
    void release(CloseFrame reason, CallbackThread releasing) {
        try {
            if (established) {
                releasing.run(() -> services.listeners().tell(listener -> listener.closed(connection, reason)));
            }
        } finally {
            releasing.run(() -> endpoint.handler().release(connection));
        }
    }

    /** Returns what knows the thread of the callback under way. */
    CallbackThread thread() {
        return thread;
    }

    private void closeIfDenied(CallResult result) {
        if (result == CallResult.DENIED) {
            connection.lifecycle().beginClose(CloseCause.ACCESS_DENIED);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public SendResult send(Message frame) {
        return connection.outboundQueue().reply(Payload.of(frame));
    }

    @Override
    public void close(CloseFrame frame) {
        connection.lifecycle().beginClose(frame);
        connection.outboundQueue().release(); // no first frame will follow
    }

    @Override
    public void establish(@Nullable String userId) {
        connection.lifecycle().establish(userId);
    }

    @Override
    public void begin(Message first) {
        connection.lifecycle().begin(Payload.of(first));
    }

    @Override
    public void failed(HandlerMethod method, Throwable cause) {
        ((CallableMethod) method).failed(connection, cause);
    }

    @Override
    public void execute(Runnable task) {
        connection.lifecycle().execute(task);
    }

    @Override
    public void wakeAt(Instant instant) {
        connection.lifecycle().wakeAt(instant);
    }

    @Override
    public boolean join(String room, Message reply) {
        return connection.membership().joinWith(room, Payload.of(reply));
    }

    @Override
    public boolean join(String room) {
        return connection.membership().joinWith(room, null);
    }

    @Override
    public CompletionStage<Void> join(
            String room, RoomPosition since, Function<RoomRecovery, Optional<Message>> reply) {
        return services.memory()
                .join(connection, room, since, new ProtocolReply(reply))
                .thenAccept(recovery -> {});
    }

    @Override
    public boolean leave(String room) {
        return connection.membership().leaveSilently(room);
    }
}
