package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the clients for Node against a started server. */
class NodeClientsTest {
    @RegisterExtension
    static final ExamplesServer EXAMPLES = new ExamplesServer();

    @TempDir
    Path output;

    @Test
    void aClientOfAnotherLanguageChats() throws Exception {
        NodeProgram.run("chat-client.mjs", EXAMPLES.server().uri("/"), output);
    }

    @Test
    void aClientOfAnotherLanguageIsNotified() throws Exception {
        NodeProgram.run("notifications-client.mjs", EXAMPLES.server().uri(), output);
    }

    @Test
    void theClientOfTheCentrifugeProtocolMovesCards() throws Exception {
        NodeProgram.run("realtime-client.mjs", EXAMPLES.server().uri("/"), output);
    }

    @Test
    void theClientOfTheCentrifugeProtocolFetchesTokens() throws Exception {
        try (TidewayServer tokens = TokensHandler.serve()) {
            NodeProgram.run("token-client.mjs", tokens.uri("/"), output);
        }
    }

    @Test
    void theReconnectingClientOfTheGuideComesBack() throws Exception {
        NodeProgram.run("guide-client.mjs", EXAMPLES.server().uri("/"), output);
    }
}
