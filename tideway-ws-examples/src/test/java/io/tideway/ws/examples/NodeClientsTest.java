package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the clients for Node against a started server. */
class NodeClientsTest {
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
    void aClientOfAnotherLanguageChats() throws Exception {
        NodeProgram.run("chat-client.mjs", server.uri("/"), output);
    }

    @Test
    void aClientOfAnotherLanguageIsNotified() throws Exception {
        NodeProgram.run("notifications-client.mjs", server.uri(), output);
    }

    @Test
    void theClientOfTheCentrifugeProtocolMovesCards() throws Exception {
        NodeProgram.run("realtime-client.mjs", server.uri("/"), output);
    }

    @Test
    void theClientOfTheCentrifugeProtocolFetchesTokens() throws Exception {
        try (TidewayServer tokens = TokensHandler.serve()) {
            NodeProgram.run("token-client.mjs", tokens.uri("/"), output);
        }
    }

    @Test
    void theReconnectingClientOfTheGuideComesBack() throws Exception {
        NodeProgram.run("guide-client.mjs", server.uri("/"), output);
    }
}
