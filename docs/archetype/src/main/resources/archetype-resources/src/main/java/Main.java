package ${package};

import io.tideway.ws.tyrus.TidewayServer;
import org.glassfish.grizzly.http.server.CLStaticHttpHandler;

public class Main {
    public static void main(String[] args) {
        TidewayServer server = TidewayServer.builder()
                .handler(new CLStaticHttpHandler(Main.class.getClassLoader(), "web/"), "/*")
                .start();
        System.out.println("Listening on http://localhost:" + server.port() + "/");
    }
}
