package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts the connections of a page to its server, in a browser. */
@Tag("long")
class BrowserOutagesTest {
    @TempDir
    Path output;

    @Test
    void thePageComesBackAndMissesNothing() throws Exception {
        try (TidewayServer server = Main.start(0)) {
            NodeProgram.runInBrowser("outages-page.mjs", server.uri(), output);
        }
    }
}
