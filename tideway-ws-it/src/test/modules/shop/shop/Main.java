package shop;

import io.tideway.ws.tyrus.TidewayServer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.println("server in " + TidewayServer.class.getModule());
        try (TidewayServer server =
                TidewayServer.builder().port(0).beans(Echo.class).start()) {
            CompletableFuture<String> received = new CompletableFuture<>();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri("/echo"), new Receiver(received))
                    .get(30, TimeUnit.SECONDS)
                    .sendText("hello", true);
            System.out.println("received " + received.get(30, TimeUnit.SECONDS));
        }
    }

    private record Receiver(CompletableFuture<String> received) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.complete(text.toString());
            return null;
        }
    }
}
