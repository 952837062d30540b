package io.tideway.ws.it.server.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Is an endpoint of the application's own, which knows nothing of Tideway. */
@ServerEndpoint("/annotated")
public class AnnotatedEndpoint {
    @OnMessage
    public String answer(String text) {
        return "annotated " + text;
    }
}
