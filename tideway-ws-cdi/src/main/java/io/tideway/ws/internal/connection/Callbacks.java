package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.Messages;

/**
 * Calls the handler for one connection and contains what it throws, an Error too.
 *
 * <p>Not thread-safe: the {@link Inbox} runs one call after the other.
 */
final class Callbacks {
    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final Node node;
    private boolean established;

    Callbacks(LiveConnection connection, EndpointSpec endpoint, Node node) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.node = node;
    }

    /** Calls {@code onConnect}; if that throws, ends the connection, and no other callback follows. */
    void connect() {
        try {
            endpoint.handler().connect(connection);
        } catch (AccessDenied e) {
            denied(e);
            return;
        } catch (Throwable e) {
            failed("onConnect", e);
            connection.beginClose(CloseFrame.SERVER_ERROR);
            return;
        }
        established = true;
        node.events().opened(connection);
    }

    /** Calls {@code onMessage}, and {@code onError} with what that throws. */
    void message(Message message) {
        if (!established) {
            return;
        }
        node.metrics().received.increment();
        try {
            endpoint.handler().message(connection, message);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            error(e);
        }
    }

    /** Calls {@code onError}. */
    void error(Throwable cause) {
        if (!established) {
            return;
        }
        try {
            endpoint.handler().error(connection, cause);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            failed("onError", e);
        }
    }

    /** Calls {@code onDisconnect}. */
    void disconnect(CloseFrame reason) {
        Messages.disconnected(connection, endpoint.path(), reason);
        if (!established) {
            return;
        }
        try {
            endpoint.handler().disconnect(connection, reason);
        } catch (AccessDenied e) {
            denied(e);
        } catch (Throwable e) {
            failed("onDisconnect", e);
        }
    }

    /** Tells observers of the end and lets go of what was kept for the connection. */
    void release(CloseFrame reason) {
        if (established) {
            node.events().closed(connection, reason);
        }
        endpoint.handler().release(connection);
    }

    private void denied(AccessDenied e) {
        Messages.accessDenied(connection, e);
        connection.beginClose(CloseFrame.POLICY_VIOLATION);
    }

    private void failed(String callback, Throwable cause) {
        Messages.callbackFailed(callback, connection, endpoint.handler().handlerName(), cause);
    }
}
