package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.protocol.CloseCause;
import io.tideway.ws.internal.protocol.InboundCalls;

/**
 * Calls the handler for one connection, in the order of its life, and closes the connection where a call asks for it.
 *
 * <p>Not thread-safe: the {@link Inbox} runs one call after the other.
 */
final class Callbacks implements InboundCalls {
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
}
