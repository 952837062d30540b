package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.UUID;

/** Has an instance for each connection, and records its destruction. */
@ConnectionScoped
public class ConnectionScopedBean {
    private final String id = UUID.randomUUID().toString();
    private String tag = "";

    @Inject
    Journal journal;

    public String id(Connection connection) {
        tag = Journal.tag(connection.handshake());
        return id;
    }

    @PreDestroy
    void destroyed() {
        journal.note(tag, "connection-scoped destroyed");
    }
}
