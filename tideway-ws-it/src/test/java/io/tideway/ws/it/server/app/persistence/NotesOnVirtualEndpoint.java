package io.tideway.ws.it.server.app.persistence;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Uses the database with the dispatch {@code VIRTUAL}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/virtual", dispatch = Dispatch.VIRTUAL)
public class NotesOnVirtualEndpoint extends NotesHandler {}
