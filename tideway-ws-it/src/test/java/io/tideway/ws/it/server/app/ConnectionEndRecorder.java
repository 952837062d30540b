package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import jakarta.inject.Inject;

/** Is the place of one connection; writes into the log book when it is given up. */
@ConnectionScoped
public class ConnectionEndRecorder {
    @Inject
    Connection connection;

    @Inject
    FileLog logbook;

    /** Takes the place. */
    public void take() {
        logbook.write(connection, "connect");
    }

    /** Gives the place up. */
    public void leave(int code) {
        logbook.write(connection, "disconnect " + code);
    }
}
