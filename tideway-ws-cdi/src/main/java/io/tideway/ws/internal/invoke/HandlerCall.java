package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.HandlerCalls;
import java.util.concurrent.Callable;

/**
 * One call of a handler's callback, on its way through the {@link InvocationStep}s; the one object that a call
 * allocates.
 */
sealed interface HandlerCall extends Callable<Boolean> {
    /** Returns the callback that is called. */
    Callback callback();

    /** Returns the connection that the call is about. */
    Connection connection();

    /** A call of {@code onConnect}. */
    record Connect(HandlerCalls target, Connection connection) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.CONNECT;
        }

        @Override
        public Boolean call() throws Exception {
            target.connect(connection);
            return true;
        }
    }

    /** A call of {@code onMessage}. */
    record Receive(HandlerCalls target, Connection connection, Message message) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.MESSAGE;
        }

        @Override
        public Boolean call() throws Exception {
            target.message(connection, message);
            return true;
        }
    }

    /** A call of {@code onJson}. */
    record ReceiveJson(HandlerCalls target, Connection connection, Message message) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.JSON;
        }

        @Override
        public Boolean call() throws Exception {
            target.message(connection, message);
            return true;
        }
    }

    /** A call of {@code onText}, by the default of {@code onMessage}. */
    record ReceiveText(HandlerCalls target, Connection connection, Message message) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.TEXT;
        }

        @Override
        public Boolean call() throws Exception {
            target.message(connection, message);
            return true;
        }
    }

    /** A call of {@code onBinary}, by the default of {@code onMessage}. */
    record ReceiveBinary(HandlerCalls target, Connection connection, Message message) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.BINARY;
        }

        @Override
        public Boolean call() throws Exception {
            target.message(connection, message);
            return true;
        }
    }

    /** A call of {@code onDisconnect}. */
    record Disconnect(HandlerCalls target, Connection connection, CloseFrame reason) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.DISCONNECT;
        }

        @Override
        public Boolean call() throws Exception {
            target.disconnect(connection, reason);
            return true;
        }
    }

    /** A call of {@code onError}. */
    record Fail(HandlerCalls target, Connection connection, Throwable error) implements HandlerCall {
        @Override
        public Callback callback() {
            return Callback.ERROR;
        }

        @Override
        public Boolean call() throws Exception {
            target.error(connection, error);
            return true;
        }
    }
}
