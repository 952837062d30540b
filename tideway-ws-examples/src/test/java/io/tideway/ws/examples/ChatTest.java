package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.tyrus.TidewayServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest {
    private static TidewayServer server;
    private TextPeer ann;

    @BeforeAll
    static void startServer() {
        server = Main.start(0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void annArrives() throws InterruptedException {
        ann = TextPeer.connect(server.uri("/ws"));
        assertThat(ann.hear()).contains("Welcome");
    }

    @AfterEach
    void annLeaves() {
        ann.close();
        // Else the next test would hear her leave.
        await().until(() -> server.select(ConnectionManager.class).connectionCount() == 0);
    }

    @Test
    void theRoomsAreListedInTheDocumentedForm() throws InterruptedException {
        assertThat(ann.ask("/rooms")).isEqualTo("{\"type\":\"rooms\",\"rooms\":[\"general\"]}");
    }

    @Test
    void whoSpeaksHearsHimself() throws InterruptedException {
        ann.say("/name ann");
        assertThat(ann.ask("Low tide already?")).isEqualTo("ann: Low tide already?");
    }

    @Test
    void aRoomMayHaveSpaces() throws InterruptedException {
        assertThat(ann.ask("/join the old harbour")).isEqualTo("Joined room: the old harbour");
        assertThat(ann.ask("/leave the old harbour")).isEqualTo("Left room: the old harbour");
    }

    @Test
    void joiningAgainIsAnsweredAndNotAnnounced() throws InterruptedException {
        ann.ask("/join pier");
        try (TextPeer bob = TextPeer.connect(server.uri("/ws"))) {
            bob.hear();
            assertThat(ann.hear()).matches("User \\S+ joined the room");
            assertThat(bob.ask("/join pier")).isEqualTo("Joined room: pier");
            assertThat(ann.hear()).matches("User \\S+ joined the room");
            assertThat(ann.ask("/join pier")).isEqualTo("Joined room: pier");
            ann.ask("/rooms");
            assertThat(bob.ask("here")).endsWith(": here");
        }
    }

    @Test
    void aPrivateTextGoesToChatConnectionsOnly() throws InterruptedException {
        try (TextPeer listener = TextPeer.connect(server.uri("/notifications?user=lea"))) {
            assertThat(ann.ask("/msg lea hello")).isEqualTo("There is nobody called lea here.");
            listener.say("ping");
            assertThat(listener.hearUntil("pong"::equals)).noneMatch(text -> text.contains("hello"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/join, Type /join <room>",
        "/leave, Type /leave <room>",
        "/leave nowhere, You are not in that room",
        "/name, Type /name <user>",
        "/name Ann Lee, A name is one word",
        "/msg, Type /msg <user> <text>",
        "/msg bob, Type /msg <user> <text>",
        "/msg bob hello, There is nobody called bob here",
        "/dance, No such command",
        "/, No such command"
    })
    void aMistakeIsAnsweredInOneLine(String line, String answer) throws InterruptedException {
        assertThat(ann.ask(line)).startsWith(answer).doesNotContain("\n", "TIDEWAY");
    }

    @Test
    void anOverlongNameIsAnswered() throws InterruptedException {
        assertThat(ann.ask("/name " + "x".repeat(256))).startsWith("Type /name <user>");
        assertThat(ann.ask("/join " + "x".repeat(256))).startsWith("Type /join <room>");
    }

    @Test
    void tooManyRoomsAreAnswered() throws InterruptedException {
        for (int room = 1; room < 100; room++) {
            assertThat(ann.ask("/join " + room)).startsWith("Joined room");
        }
        assertThat(ann.ask("/join 100")).startsWith("You are in too many rooms");
    }

    @Test
    void whoIsInNoRoomIsTold() throws InterruptedException {
        ann.ask("/leave general");
        assertThat(ann.ask("hello?")).startsWith("You are in no room");
    }
}
