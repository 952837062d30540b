package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of the chat does while the log of the general room is read for it. */
class ChatDuringReadsTest {
    private static final String UNKNOWN = "{\"type\":\"position\",\"room\":\"general\",\"position\":\"\"";
    private static final String NOT_RECOVERED = UNKNOWN + ",\"recovered\":false}";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TidewayServer server;
    private final TestClient client = TestClient.to(server).withPatience(PATIENCE);

    @BeforeAll
    static void startServer() {
        System.setProperty(HeldLog.KEY, "true");
        try {
            server = Main.start(0);
        } finally {
            System.clearProperty(HeldLog.KEY);
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void holdReads() {
        HeldLog.hold();
    }

    @AfterEach
    void endClients() {
        client.close();
        // Else the next test would hear them leave.
        await().until(() -> server.select(ConnectionManager.class).connectionCount() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesAndJoinsAgainStays(boolean fails) {
        TestConnection ann = connectSince("k3:7");
        assertThat(ann.ask("/leave general")).startsWith("Left room");
        assertThat(ann.ask("/join general")).startsWith("Joined room");
        answer(fails);
        assertThat(ann.nextText()).isEqualTo(NOT_RECOVERED);
        ann.send("/name ann");
        assertThat(ann.ask("here")).isEqualTo("ann: here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesIsToldThatItHasNotGotWhatItMissed(boolean fails) {
        TestConnection ann = connectSince("k3:7");
        assertThat(ann.ask("/leave general")).startsWith("Left room");
        answer(fails);
        assertThat(ann.nextText()).isEqualTo(NOT_RECOVERED);
        assertThat(ann.ask("/rooms")).endsWith("\"rooms\":[]}");
    }

    @Test
    void whoLeavesForAsManyRoomsAsThereMayBeIsTold() {
        TestConnection ann = connectSince("");
        assertThat(ann.ask("/leave general")).startsWith("Left room");
        for (int room = 1; room <= 100; room++) {
            assertThat(ann.ask("/join " + room)).startsWith("Joined room");
        }
        HeldLog.fail();
        assertThat(ann.nextText()).isEqualTo(UNKNOWN + "}");
        assertThat(ann.ask("/join general")).startsWith("You are in too many rooms");
    }

    private static void answer(boolean fails) {
        if (fails) {
            HeldLog.fail();
        } else {
            HeldLog.answer();
        }
    }

    private TestConnection connectSince(String position) {
        TestConnection connection = client.connect("/ws?since=" + position);
        assertThat(connection.nextText()).contains("Welcome");
        return connection;
    }
}
