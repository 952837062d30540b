package io.tideway.ws.it.server.app.persistence;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** Uses the database with the dispatch {@code CONTAINER}. */
@ApplicationScoped
@WebSocketEndpoint(value = "/container", dispatch = Dispatch.CONTAINER)
public class NotesOnContainerEndpoint extends NotesHandler {}
