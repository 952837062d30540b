package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Joins the room that a text names, or leaves it after a minus sign; answers with the text. */
@WebSocketEndpoint("/room-joining")
public class RoomJoiningEndpoint implements WebSocketHandler {
    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        if (text.startsWith("-")) {
            connection.leaveRoom(text.substring(1));
        } else {
            connection.joinRoom(text);
        }
        connection.sendText(text);
    }
}
