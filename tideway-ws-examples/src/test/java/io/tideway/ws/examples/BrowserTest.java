package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Uses the pages of a started server in a browser. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserTest {
    @RegisterExtension
    static final ExamplesServer EXAMPLES = new ExamplesServer();

    @TempDir
    Path output;

    @Test
    void thePageWorksInARealBrowser() throws Exception {
        NodeProgram.runInBrowser("page.mjs", EXAMPLES.server().uri(), output);
    }

    @Test
    void theBoardWorksInARealBrowser() throws Exception {
        NodeProgram.runInBrowser("board-page.mjs", EXAMPLES.server().uri(), output);
    }

    @Tag("long")
    @Test
    void aPageFetchesTokens() throws Exception {
        try (TidewayServer tokens = TokensHandler.serve()) {
            NodeProgram.runInBrowser("token-page.mjs", tokens.uri(), output);
        }
    }
}
