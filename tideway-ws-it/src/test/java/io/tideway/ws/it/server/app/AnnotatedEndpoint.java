package io.tideway.ws.it.server.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers as an annotated Jakarta endpoint of the application, without Tideway. */
@ServerEndpoint("/annotated")
public class AnnotatedEndpoint {
    @OnMessage
    public String answer(String text) {
        return "annotated " + text;
    }
}
