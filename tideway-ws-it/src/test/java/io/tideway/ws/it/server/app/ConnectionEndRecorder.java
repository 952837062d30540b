package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import jakarta.inject.Inject;

/** Records the end of one connection in the log file. */
@ConnectionScoped
public class ConnectionEndRecorder {
    @Inject
    Connection connection;

    @Inject
    FileLog log;

    /** Records the beginning of the connection. */
    public void connected() {
        log.write(connection, "connect");
    }

    /** Records the end of the connection. */
    public void disconnected(int code) {
        log.write(connection, "disconnect " + code);
    }
}
