package io.tideway.ws.it.server.app;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/**
 * Does without Tideway what Tideway's applications do: CDI, events, the server's executors and its WebSocket container.
 */
@ServerEndpoint("/plain")
public class PlainJakartaEndpoint {
    @OnMessage
    public void pull(Session session, String text) {
        PlainClassLoaderMarker.isLit();
        PlainJakartaTasks crew =
                CDI.current().select(PlainJakartaTasks.class).get(); // Tomcat does not inject into endpoints
        crew.pull(() -> session.getAsyncRemote().sendText("pulled " + text));
    }

    @OnError
    public void overlook(Throwable lostClient) {
        // Tomcat logs an error where this method is missing
    }
}
