package shop;

import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.println("server in " + TidewayServer.class.getModule());
        try (TidewayServer server =
                TidewayServer.builder().port(0).beans(Orders.class).handler(new Page(), "/page").start()) {
            CompletableFuture<String> received = new CompletableFuture<>();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri("/orders"), new Receiver(received))
                    .get(30, TimeUnit.SECONDS)
                    .sendText("{\"article\":\"tea\"}", true);
            System.out.println("received " + received.get(30, TimeUnit.SECONDS));
        }
    }

    private static final class Page extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            response.getWriter().write("page");
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
