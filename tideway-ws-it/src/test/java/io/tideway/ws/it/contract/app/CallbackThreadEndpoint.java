package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Reports the thread of its callback and that of a task of the server's managed executor; sends other texts back. */
@WebSocketEndpoint(
        value = "/callback-thread",
        dispatch = Dispatch.MANAGED,
        inboundQueueMessages = 5000,
        outboundQueueMessages = 5000)
public class CallbackThreadEndpoint implements WebSocketHandler {
    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        switch (text) {
            case "callback" -> connection.sendText(Thread.currentThread().getName());
            case "executor" -> executor(connection);
            default -> connection.sendText(text);
        }
    }

    private static void executor(Connection connection) {
        ServerResources.executor()
                .ifPresentOrElse(
                        managed -> managed.execute(
                                () -> connection.sendText(Thread.currentThread().getName())),
                        () -> connection.sendText("none"));
    }
}
