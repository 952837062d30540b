package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.List;

/** Throws in the callback that the query names by {@code at}, an exception or, with {@code error}, an Error. */
@WebSocketEndpoint("/failing")
public class FailingEndpoint implements WebSocketHandler {
    @Inject
    Journal journal;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        fail(handshake, "upgrade");
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        journal.note(connection, "connect");
        fail(connection.handshake(), "connect");
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        if (text.equals("throw")) {
            fail(connection.handshake(), "message");
        }
        connection.sendText(text);
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        journal.note(connection, "disconnect " + reason.code());
        fail(connection.handshake(), "disconnect");
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        journal.note(connection, "error " + error.getClass().getSimpleName());
        fail(connection.handshake(), "error");
    }

    private static void fail(Handshake handshake, String callback) {
        if (List.of(Journal.query(handshake, "at").split(",")).contains(callback)) {
            if (handshake.queryParams().containsKey("error")) {
                throw new AssertionError("as asked for");
            }
            throw new IllegalStateException("as asked for");
        }
    }
}
