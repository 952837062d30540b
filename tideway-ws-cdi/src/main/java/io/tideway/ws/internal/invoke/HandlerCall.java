package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;

/**
 * Holds one call of a handler's callback, on its way through the {@link InvocationStep}s; the one object that a call
 * allocates.
 */
sealed interface HandlerCall extends ConnectionStep.Invocation {
    /** Returns the callback whose roles count. */
    Callback callback();

    /**
     * Makes the call.
     *
     * @throws Exception whatever the handler throws
     */
    void on(WebSocketHandler handler) throws Exception;

    /** A call of {@code onConnect}. */
    record Connect(Connection connection) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.CONNECT;
        }

        @Override
        public void on(WebSocketHandler handler) throws Exception {
            handler.onConnect(connection);
        }
    }

    /**
     * A call with a message: of {@code onMessage}, or of what its default calls.
     *
     * @param callback {@code MESSAGE}, {@code TEXT}, {@code BINARY} or {@code JSON}
     */
    record Receive(Callback callback, Connection connection, Message message) implements HandlerCall {
        @Override
        public void on(WebSocketHandler handler) throws Exception {
            handler.onMessage(connection, message);
        }
    }

    /** A call of {@code onDisconnect}. */
    record Disconnect(Connection connection, CloseFrame reason) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.DISCONNECT;
        }

        @Override
        public void on(WebSocketHandler handler) throws Exception {
            handler.onDisconnect(connection, reason);
        }
    }

    /** A call of {@code onError}. */
    record Fail(Connection connection, Throwable error) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.ERROR;
        }

        @Override
        public void on(WebSocketHandler handler) throws Exception {
            handler.onError(connection, error);
        }
    }
}
