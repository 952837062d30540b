package io.tideway.ws.it.contract.app;

import io.tideway.ws.Audience;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

/** Sends to the connection in a transaction, which it commits or rolls back, as the message asks for. */
@WebSocketEndpoint(value = "/transactions", dispatch = Dispatch.MANAGED)
public class TransactionsEndpoint implements WebSocketHandler {
    @Inject
    ConnectionManager manager;

    @Override
    public void onText(Connection connection, String text) {
        Audience own = manager.to(Target.connection(connection.id()));
        if (text.equals("outside")) {
            own.afterCommit().broadcastText("at once");
            connection.sendText("outside");
            return;
        }
        try {
            UserTransaction transaction = ServerResources.transaction();
            transaction.begin();
            own.afterCommit().broadcastText("first");
            own.afterCommit().broadcastJson(2);
            connection.sendText("in the transaction");
            if (text.equals("commit")) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
            connection.sendText("after it");
        } catch (Exception e) {
            connection.sendText(e.toString());
        }
    }
}
