package io.tideway.ws.it.server.app.persistence;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Uses the database with the dispatch {@code MANAGED}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/managed", dispatch = Dispatch.MANAGED)
public class NotesOnManagedEndpoint extends NotesHandler {}
