package io.tideway.ws.examples.notifications;

import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.util.List;

/**
 * Lets a user listen to notifications: {@code /notifications?user=<id>}.
 *
 * <p>The user is taken on trust; an application with a login asks {@link Handshake#principal()} instead.
 */
@WebSocketEndpoint(NotificationHandler.PATH)
public class NotificationHandler implements WebSocketHandler {
    static final String PATH = "/notifications";

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        List<String> users = handshake.queryParams().getOrDefault("user", List.of());
        if (users.size() != 1 || users.get(0).isBlank()) {
            return UpgradeDecision.reject(400, "Say once who listens: /notifications?user=<id>");
        }
        try {
            handshake.setUserId(users.get(0));
        } catch (IllegalArgumentException badUser) {
            return UpgradeDecision.reject(400, "The user must be 1 to 255 printable characters");
        }
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        String user = connection.userId().orElseThrow();
        connection.sendJson(Notification.of(user, "Connected", "You are listening to your notifications."));
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        if (message instanceof Message.Text text && text.text().equals("ping")) {
            connection.sendText("pong");
        }
    }
}
