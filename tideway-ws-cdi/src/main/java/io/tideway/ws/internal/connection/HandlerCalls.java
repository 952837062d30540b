package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;

/** Calls the application's handler, with whatever surroundings it needs; each may throw what the handler throws. */
public interface HandlerCalls {
    /** Calls {@code onUpgrade}. */
    UpgradeDecision upgrade(Handshake handshake) throws Exception;

    /** Prepares what is kept for a connection; its first call. */
    void begin(Connection connection);

    /** Calls {@code onConnect}. */
    void connect(Connection connection) throws Exception;

    /** Calls {@code onMessage}, or decodes the message and calls {@code onJson}. */
    void message(Connection connection, Message message) throws Exception;

    /** Calls {@code onDisconnect}. */
    void disconnect(Connection connection, CloseFrame reason) throws Exception;

    /** Calls {@code onError}. */
    void error(Connection connection, Throwable error) throws Exception;

    /** Lets go of what was kept for a connection; its last call. */
    void release(Connection connection);

    /** Names the handler in logs and errors. */
    String handlerName();
}
