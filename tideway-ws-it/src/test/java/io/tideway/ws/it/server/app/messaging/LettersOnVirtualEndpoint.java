package io.tideway.ws.it.server.app.messaging;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends and receives with the dispatch {@code VIRTUAL}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/virtual", dispatch = Dispatch.VIRTUAL)
public class LettersOnVirtualEndpoint extends LettersHandler {}
