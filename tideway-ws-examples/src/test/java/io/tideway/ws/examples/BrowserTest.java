package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Uses the pages of a started server in a browser. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserTest {
    private static TidewayServer server;

    @TempDir
    Path output;

    @BeforeAll
    static void startServer() {
        server = Main.start(0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void thePageWorksInARealBrowser() throws Exception {
        NodeProgram.runInBrowser("page.mjs", server.uri(), output);
    }

    @Test
    void theBoardWorksInARealBrowser() throws Exception {
        NodeProgram.runInBrowser("board-page.mjs", server.uri(), output);
    }

    @Tag("long")
    @Test
    void aPageFetchesTokens() throws Exception {
        try (TidewayServer tokens = TokensHandler.serve()) {
            NodeProgram.runInBrowser("token-page.mjs", tokens.uri(), output);
        }
    }
}
