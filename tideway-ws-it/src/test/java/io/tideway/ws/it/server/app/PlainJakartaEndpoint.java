package io.tideway.ws.it.server.app;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Uses what Tideway's applications use: CDI, events, the server's executors and its WebSocket container. */
@ServerEndpoint("/plain")
public class PlainJakartaEndpoint {
    @OnMessage
    public void work(Session session, String text) {
        PlainClassLoaderMarker.load();
        PlainJakartaTasks tasks =
                CDI.current().select(PlainJakartaTasks.class).get(); // Tomcat does not inject into endpoints
        tasks.run(() -> session.getAsyncRemote().sendText("done " + text));
    }

    @OnError
    public void ignore(Throwable lostClient) {
        // Tomcat logs an error where this method is missing
    }
}
