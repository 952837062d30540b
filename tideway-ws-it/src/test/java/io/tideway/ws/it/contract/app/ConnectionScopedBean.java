package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.UUID;

/** Is a sheet of paper for each connection, noted when it is thrown away. */
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
        journal.note(tag, "sheet destroyed");
    }
}
