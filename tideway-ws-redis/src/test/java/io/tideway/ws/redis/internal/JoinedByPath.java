package io.tideway.ws.redis.internal;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Joins the room in the path, with the position in the query where there is one, and welcomes the client then. */
@ApplicationScoped
@WebSocketEndpoint("/rooms/{room}")
public class JoinedByPath implements WebSocketHandler {
    @Override
    public void onConnect(Connection connection) {
        String room = connection.pathParam("room").orElseThrow();
        connection.queryParam("user").ifPresent(connection::setUserId);
        if (connection.queryParam("since").isEmpty()) {
            connection.joinRoom(room);
            connection.sendText("welcome");
            return;
        }
        RoomPosition since = RoomPosition.parse(connection.queryParam("since").orElseThrow());
        var unused = connection.joinRoom(
                room, since, recovery -> Message.text(recovery.isRecovered() + " " + recovery.position()));
    }
}
