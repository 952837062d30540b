package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts the server on its port under clients that come back. */
class RestartTest {
    private volatile TidewayServer server;

    @TempDir
    Path output;

    @BeforeEach
    void start() {
        server = Main.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart() {
        int port = server.port();
        server.close();
        server = Main.start(port);
    }

    @Test
    void theClientOfTheCentrifugeProtocolComesBack() throws Exception {
        NodeProgram.run("restart-client.mjs", server.uri("/"), output, this::restart);
    }

    @Test
    void theBoardComesBack() throws Exception {
        NodeProgram.runInBrowser("restart-page.mjs", server.uri(), output, this::restart);
    }
}
