package io.tideway.ws.it.server.app.persistence;

import io.tideway.ws.it.server.app.ResourceUsingHandler;
import jakarta.inject.Inject;
import java.util.UUID;

/** Uses the database. */
public abstract class NotesHandler extends ResourceUsingHandler {
    @Inject
    Notes notes;

    @Override
    protected String use() {
        String name = UUID.randomUUID().toString();
        long before = notes.count(name);
        notes.write(name);
        return before + " before, " + notes.count(name) + " after";
    }
}
