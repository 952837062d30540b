package io.tideway.ws.it.server.app.messaging;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends and receives with the dispatch {@code MANAGED}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/managed", dispatch = Dispatch.MANAGED)
public class LettersOnManagedEndpoint extends LettersHandler {}
