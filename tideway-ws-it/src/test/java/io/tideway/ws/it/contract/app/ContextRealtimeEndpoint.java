package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
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
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

/** Records what the callbacks of a realtime endpoint find of the application and the server. */
@WebSocketEndpoint("/realtime-context")
public class ContextRealtimeEndpoint implements RealtimeHandler {
    private static final Duration SOON = Duration.ofHours(1);

    @Inject
    Journal journal;

    /** Shows what the application's code finds that JSON-B runs. */
    public static class Found {
        private String whenRead = "";

        public void setTag(String tag) {
            whenRead = ContextRecordingHandler.found();
        }

        public String getWhenWritten() {
            return ContextRecordingHandler.found();
        }
    }

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        report("onAuthenticate", connection);
        return Authentication.of("context").expiresAt(Instant.now().plus(SOON));
    }

    @Override
    public Authentication onRefresh(Connection connection, Credentials given) {
        report("onRefresh", connection);
        return Authentication.of("context").expiresAt(Instant.now().plus(SOON));
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        report("onJoin", connection);
        return JoinDecision.allow().until(Instant.now().plus(SOON));
    }

    @Override
    public JoinDecision onJoinRefresh(Connection connection, JoinRequest join) {
        report("onJoinRefresh", connection);
        return JoinDecision.allow().until(Instant.now().plus(SOON));
    }

    @Override
    public PublishDecision onPublish(Connection connection, PublishRequest publish) {
        report("onPublish", connection);
        return PublishDecision.deny();
    }

    @Override
    public void onConnect(Connection connection) {
        report("onConnect", connection);
    }

    @Override
    public void onText(Connection connection, String text) {
        report("onText", connection);
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        report("onDisconnect", connection);
    }

    @RemoteCall("now")
    public Found now(Connection connection, Found asked) {
        report("call", connection);
        journal.note(connection, "argument " + asked.whenRead);
        return asked;
    }

    @RemoteCall("later")
    public CompletionStage<Found> later() {
        return CompletableFuture.supplyAsync(Found::new, ForkJoinPool.commonPool());
    }

    private void report(String where, Connection connection) {
        journal.note(connection, where + " " + ContextRecordingHandler.found());
    }
}
