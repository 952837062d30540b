package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;

/** Echoes, and records each callback. */
@WebSocketEndpoint(
        value = "/echo",
        closeTimeout = "2s",
        outboundQueueMessages = 20_000,
        outboundQueueBytes = 16_000_000,
        maxMessageBytes = 300_000)
public class RecordingEchoEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public void onConnect(Connection connection) {
        journal.note(connection, "connect");
        if (!Journal.query(connection.handshake(), "greet").isEmpty()) {
            connection.sendText("welcome");
        }
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        journal.note(connection, message instanceof Message.Text ? "text" : "binary");
        if (Journal.query(connection.handshake(), "silent").isEmpty()) {
            connection.send(message);
        }
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        journal.note(connection, "error " + error.getClass().getName());
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        journal.note(connection, "disconnect " + reason.code() + " " + reason.reason());
    }
}
