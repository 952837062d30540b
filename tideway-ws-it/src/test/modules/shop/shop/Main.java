package shop;

import io.tideway.ws.junit.TestClient;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

public final class Main {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Main() {}

    public static void main(String[] args) {
        System.out.println("server in " + TidewayServer.class.getModule());
        System.out.println("client in " + TestClient.class.getModule());
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .beans(Orders.class, Board.class)
                        .handler(new Page(), "/page")
                        .start();
                TestClient client = TestClient.to(server).withPatience(PATIENCE)) {
            System.out.println("received " + client.connect("/orders").ask("{\"article\":\"tea\"}"));
            System.out.println("answered " + client.connect("/board").ask("{\"id\":1,\"connect\":{}}"));
        }
    }

    private static final class Page extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            response.getWriter().write("page");
        }
    }
}
