package io.tideway.ws.it.modules;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Connects to its own server, and prints what that sends. Runs on the published jars of a server alone, without the
 * test kit, so the client is that of Java.
 */
public final class PriceProgram {
    public record Price(String article, int cents) {}

    @WebSocketEndpoint("/prices")
    public static class Prices implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.sendJson(new Price("tea", 250));
        }
    }

    private PriceProgram() {}

    public static void main(String[] args) {
        CompletableFuture<String> received = new CompletableFuture<>();
        try (TidewayServer server = TidewayServer.builder().port(0).start()) {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri("/prices"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                            received.complete(text.toString());
                            return null;
                        }
                    })
                    .join();
            System.out.println(received.join());
        }
    }
}
