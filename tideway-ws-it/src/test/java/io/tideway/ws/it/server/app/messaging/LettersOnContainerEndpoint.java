package io.tideway.ws.it.server.app.messaging;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends and receives with the dispatch {@code CONTAINER}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/container", dispatch = Dispatch.CONTAINER)
public class LettersOnContainerEndpoint extends LettersHandler {}
