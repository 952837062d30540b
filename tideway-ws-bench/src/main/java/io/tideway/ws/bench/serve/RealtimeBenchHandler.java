package io.tideway.ws.bench.serve;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.inject.Inject;

/**
 * Does for clients of the Centrifuge protocol what {@link BenchHandler} does for raw ones: a message {@code B count
 * size} broadcasts to the room {@code bench}, the call {@code echo} echoes, and clients publish to the rooms they join.
 */
@WebSocketEndpoint(
        value = "/bench",
        outboundQueueBytes = 16 * 1024 * 1024) // enough for the window of the largest messages
public class RealtimeBenchHandler implements RealtimeHandler {
    private final Broadcasts broadcasts = new Broadcasts();

    @Inject
    ConnectionManager manager;

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        return Authentication.anonymous();
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return JoinDecision.allow().publish();
    }

    @Override
    public PublishDecision onPublish(Connection connection, PublishRequest publish) {
        return PublishDecision.allow();
    }

    @Override
    public void onText(Connection connection, String text) {
        String command = text.substring(1, text.length() - 1); // a JSON string
        broadcasts.start(
                BroadcastCommand.parse(command),
                message -> manager.room("bench").broadcastText('"' + message + '"'),
                manager::flushed);
    }

    @RemoteCall("echo")
    String echo(String data) {
        return data;
    }
}
