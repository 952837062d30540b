package io.tideway.ws.bench.jmh;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.HandlerCalls;

/** Lets everyone in and does nothing. */
final class SilentHandler implements HandlerCalls {
    @Override
    public UpgradeDecision upgrade(Handshake handshake) {
        return UpgradeDecision.accept();
    }

    @Override
    public void begin(Connection connection) {}

    @Override
    public CallResult connect(Connection connection) {
        return CallResult.RETURNED;
    }

    @Override
    public CallResult message(Connection connection, Message message) {
        return CallResult.RETURNED;
    }

    @Override
    public CallResult disconnect(Connection connection, CloseFrame reason) {
        return CallResult.RETURNED;
    }

    @Override
    public CallResult error(Connection connection, Throwable error) {
        return CallResult.RETURNED;
    }

    @Override
    public void release(Connection connection) {}

    @Override
    public String handlerName() {
        return "SilentHandler";
    }
}
