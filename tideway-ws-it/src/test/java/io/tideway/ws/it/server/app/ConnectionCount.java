package io.tideway.ws.it.server.app;

import io.tideway.ws.ConnectionManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers how many connections the application has. */
@Path("connections")
@ApplicationScoped
public class ConnectionCount {
    @Inject
    ConnectionManager manager;

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String count() {
        return String.valueOf(manager.connectionCount());
    }
}
