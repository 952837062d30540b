package io.tideway.ws.it.server.app.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Uses the database while the application starts. */
@ApplicationScoped
public class FirstNote {
    @Inject
    Notes notes;

    void read(@Observes @Initialized(ApplicationScoped.class) Object started) {
        notes.count("first");
    }
}
