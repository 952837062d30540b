package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;

/** Calls the application's handler with its surroundings, and handles what a callback throws, an Error too. */
public interface HandlerCalls {
    /**
     * Asks the upgrade checks and {@code onUpgrade}.
     *
     * @throws Exception if the surroundings of the call fail
     */
    UpgradeDecision upgrade(Handshake handshake) throws Exception;

    /** Prepares what is kept for a connection; its first call. */
    void begin(Connection connection);

    /** Calls {@code onConnect}. */
    CallResult connect(Connection connection);

    /** Calls {@code onMessage}, or decodes the message and calls {@code onJson}; if that fails, {@code onError}. */
    CallResult message(Connection connection, Message message);

    /** Calls {@code onDisconnect}. */
    CallResult disconnect(Connection connection, CloseFrame reason);

    /** Calls {@code onError}. */
    CallResult error(Connection connection, Throwable error);

    /** Lets go of what was kept for a connection; its last call. */
    void release(Connection connection);

    /** Names the handler in logs and errors. */
    String handlerName();
}
