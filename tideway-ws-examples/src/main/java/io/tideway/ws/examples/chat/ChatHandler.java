package io.tideway.ws.examples.chat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Cluster;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.examples.rooms.ExampleRooms;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Lets people chat in rooms.
 *
 * <p>Who starts a line with a slash gives a command: {@code /join <room>}, {@code /leave <room>}, {@code /rooms},
 * {@code /name <user>}, {@code /msg <user> <text>}. Any other text goes to all in the sender's rooms, the sender
 * included. The room general keeps what was said: a client that connects to {@code /ws?since=} is told a position, and
 * gets what it missed when it connects to {@code /ws?since=<position>} later. Names are taken on trust: an application
 * with a login leaves {@code /name} out, since a connection's user is the caller's from the start.
 */
@WebSocketEndpoint(ChatHandler.PATH)
public class ChatHandler implements WebSocketHandler {
    static final String PATH = "/ws";
    private static final String GENERAL = ExampleRooms.GENERAL;
    private static final String WELCOME =
            "Welcome to the chat! You are in the room general. Type /join <room> to enter another one.";
    private static final String TOO_MANY_ROOMS = "You are in too many rooms. Type /leave <room> to leave one first.";

    @Inject
    ConnectionManager manager;

    @Override
    public void onConnect(Connection connection) {
        Optional<String> since = connection.queryParam("since");
        if (since.isEmpty()) {
            // In this order: a client that has read the welcome misses nothing that is said from then on.
            connection.joinRoom(GENERAL);
            connection.sendText(WELCOME);
        } else {
            connection.sendText(WELCOME);
            catchUp(connection, since.get());
        }
        announce(connection, "joined", Target.room(GENERAL));
    }

    /** Joins the general room, after what was said there since a position and where its log ends. */
    private static void catchUp(Connection connection, String since) {
        connection
                .joinRoom(GENERAL, PositionMessage.read(since), recovery -> PositionMessage.of(since, recovery))
                .whenComplete((recovery, failure) -> {
                    if (failure instanceof IllegalStateException) { // it has left meanwhile, perhaps joined again
                        connection.send(PositionMessage.unknown(since));
                    } else if (failure != null) {
                        joinWithoutLog(connection, since);
                    }
                });
    }

    /** Joins where the log cannot be reached. A client that has missed something comes back for it. */
    private static void joinWithoutLog(Connection connection, String since) {
        if (since.isEmpty()) {
            try {
                connection.joinRoom(GENERAL);
            } catch (IllegalStateException tooMany) { // it has joined others meanwhile
                connection.sendText(TOO_MANY_ROOMS);
            }
            connection.send(PositionMessage.unknown(since));
        } else {
            connection.close(CloseFrame.TRY_AGAIN_LATER.withReason("the log cannot be reached"));
        }
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        if (!(message instanceof Message.Text text)) {
            connection.sendText("Text only, please.");
        } else if (text.text().startsWith("/")) {
            obey(connection, text.text());
        } else {
            say(connection, text.text());
        }
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        announce(connection, "left", rooms(connection));
    }

    private void obey(Connection connection, String line) {
        String[] command = split(line);
        switch (command[0]) {
            case "/join" -> join(connection, command[1]);
            case "/leave" -> leave(connection, command[1]);
            case "/rooms" -> connection.sendJson(RoomList.of(connection.rooms()));
            case "/name" -> rename(connection, command[1]);
            case "/msg" -> whisper(connection, split(command[1]));
            default -> connection.sendText("No such command. There are /join, /leave, /rooms, /name and /msg.");
        }
    }

    private void say(Connection connection, String text) {
        String line = name(connection) + ": " + text;
        Target[] rooms = rooms(connection);
        if (rooms.length == 0) {
            connection.sendText("You are not in a room, so no one hears you. Type /join <room> to enter one.");
        } else if (connection.isInRoom(GENERAL)) {
            // To this room alone, so that its log keeps it; then to the others. Clients that share several get one
            // copy.
            manager.room(GENERAL).broadcastText(line);
            manager.to(rooms).except(Target.room(GENERAL)).broadcastText(line);
        } else {
            manager.to(rooms).broadcastText(line);
        }
    }

    private void join(Connection connection, String room) {
        boolean isNew;
        try {
            isNew = connection.joinRoom(room);
        } catch (IllegalArgumentException badName) {
            connection.sendText("Type /join <room>, with 1 to 255 printable characters for the room.");
            return;
        } catch (IllegalStateException tooMany) {
            connection.sendText(TOO_MANY_ROOMS);
            return;
        }
        connection.sendText("Joined room: " + room);
        if (isNew) {
            announce(connection, "joined", Target.room(room));
        }
    }

    private void leave(Connection connection, String room) {
        if (room.isEmpty()) {
            connection.sendText("Type /leave <room>.");
        } else if (connection.leaveRoom(room)) {
            connection.sendText("Left room: " + room);
            announce(connection, "left", Target.room(room));
        } else {
            connection.sendText("You are not in that room. Type /rooms to see yours.");
        }
    }

    private void rename(Connection connection, String user) {
        if (user.codePoints().anyMatch(Character::isWhitespace)) {
            connection.sendText("A name is one word, so that /msg can address it.");
            return;
        }
        try {
            connection.setUserId(user);
        } catch (IllegalArgumentException badName) {
            connection.sendText("Type /name <user>, with 1 to 255 printable characters for the user.");
        }
    }

    private void whisper(Connection connection, String[] message) {
        String user = message[0];
        String text = message[1];
        if (text.isEmpty()) {
            connection.sendText("Type /msg <user> <text>.");
            return;
        }
        // On this endpoint only: the user may have connections of another one, which expect no chat.
        var result = manager.to(Target.user(user)).onPath(PATH).broadcastText(name(connection) + " (private): " + text);
        if (result.targets() > 0) {
            return;
        }
        String unknown = "There is no user called " + user + " here.";
        Cluster cluster = manager.cluster();
        if (cluster.state() == Cluster.State.SINGLE_NODE) {
            connection.sendText(unknown);
            return;
        }
        cluster.isOnline(user).whenComplete((online, unreachable) -> {
            if (unreachable != null || !online) {
                connection.sendText(unknown);
            }
        });
    }

    private void announce(Connection connection, String what, Target... rooms) {
        manager.to(rooms).except(connection).broadcastText("User " + name(connection) + " " + what + " the room");
    }

    private static Target[] rooms(Connection connection) {
        return connection.rooms().stream().map(Target::room).toArray(Target[]::new);
    }

    private static String name(Connection connection) {
        return connection.userId().orElseGet(connection::id);
    }

    /** Splits a text into its first word and what follows, either of them perhaps empty. */
    private static String[] split(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        return parts.length == 2 ? parts : new String[] {parts[0], ""};
    }
}
