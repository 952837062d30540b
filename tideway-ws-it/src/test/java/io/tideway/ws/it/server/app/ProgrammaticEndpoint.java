package io.tideway.ws.it.server.app;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/**
 * Handles sessions as a programmatic Jakarta endpoint of the application, deployed by its {@link ApplicationConfig}.
 */
public class ProgrammaticEndpoint extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
                session.getAsyncRemote().sendText("programmatic " + text);
            }
        });
    }
}
