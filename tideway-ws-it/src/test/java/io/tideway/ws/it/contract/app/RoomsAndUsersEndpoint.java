package io.tideway.ws.it.contract.app;

import static io.tideway.ws.Target.room;
import static io.tideway.ws.Target.user;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;

/** Runs a command on rooms, users and broadcasts: {@code "<command> <name> <text>"}; answers {@code "ok …"}. */
@WebSocketEndpoint("/rooms-and-users/{name}")
public class RoomsAndUsersEndpoint implements WebSocketHandler {
    @Inject
    ConnectionManager manager;

    @Override
    public void onConnect(Connection connection) {
        connection.setUserId(connection.pathParams().get("name"));
        connection.sendText("Welcome!");
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        String[] words = (((Message.Text) message).text() + "  ").split(" ", 3);
        connection.sendText("ok " + act(connection, words[0], words[1], words[2].strip()));
    }

    private Object act(Connection connection, String command, String name, String text) {
        return switch (command) {
            case "join" -> connection.joinRoom(name);
            case "leave" -> connection.leaveRoom(name);
            case "manager-join" -> manager.addToRoom(connection.id(), name);
            case "manager-leave" -> manager.removeFromRoom(connection.id(), name);
            case "room-join" -> manager.room(name).join(connection);
            case "room-leave" -> manager.room(name).leave(connection);
            case "mine" -> new TreeSet<>(connection.rooms());
            case "members" ->
                manager.roomMembers(name).size() + " " + manager.room(name).memberCount() + " "
                        + connection.isInRoom(name);
            case "exists" -> manager.rooms().contains(name);
            case "user-id" -> rename(connection, name);
            case "of-user" -> manager.userConnections(name).size();
            case "note" -> note(connection, name, text);
            case "close-room" -> manager.to(room(name)).close(new CloseFrame(4001, text));
            case "close" -> close(connection, Integer.parseInt(name), text);
            case "move" -> manager.to(room(name)).joinRoom(text);
            default -> counts(broadcast(connection, command, name, text));
        };
    }

    private BroadcastResult broadcast(Connection connection, String command, String name, String text) {
        return switch (command) {
            case "everyone" -> manager.broadcastText(text);
            case "to-room" -> manager.broadcastTextToRoom(name, text);
            case "room-says" -> manager.room(name).broadcastText(text);
            case "to-user" -> manager.broadcastTextToUser(name, text);
            case "others" -> manager.to(room(name)).except(connection).broadcastText(text);
            case "room-and-user" -> manager.to(room(name), user(text)).broadcastText(text);
            case "with-note" ->
                manager.toAll().matching(c -> c.metadata().containsKey(name)).broadcastText(text);
            case "on-path" -> manager.toAll().onPath("/rooms-and-users/" + name).broadcastText(text);
            case "json-to-room" -> manager.broadcastJsonToRoom(name, Map.of("text", text));
            case "json-to-user" -> manager.broadcastJsonToUser(name, Map.of("text", text));
            case "binary-to-room" ->
                manager.room(name).broadcastBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static String counts(BroadcastResult result) {
        return result.queued() + "/" + result.targets();
    }

    private static Object rename(Connection connection, String name) {
        connection.setUserId(name.isEmpty() ? null : name);
        return connection.userId().orElse("anonymous");
    }

    private static Object note(Connection connection, String key, String value) {
        connection.setMetadata(key, value.isEmpty() ? null : value);
        return connection.metadata();
    }

    private static Object close(Connection connection, int code, String reason) {
        connection.close(new CloseFrame(code, reason));
        return connection.isOpen();
    }
}
