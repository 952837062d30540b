package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ExamplesServer EXAMPLES = new ExamplesServer();

    private final TestClient client = TestClient.to(EXAMPLES.server()).withPatience(PATIENCE);
    private TestConnection ann;

    @BeforeEach
    void annArrives() {
        ann = client.connect("/ws");
        assertThat(ann.nextText()).contains("Welcome");
    }

    @AfterEach
    void annLeaves() {
        client.close();
        // Else the next test would hear her leave.
        await().atMost(PATIENCE)
                .until(() -> EXAMPLES.server().select(ConnectionManager.class).connectionCount() == 0);
    }

    @Test
    void theRoomsAreListedInTheDocumentedForm() {
        assertThat(ann.ask("/rooms")).isEqualTo("{\"type\":\"rooms\",\"rooms\":[\"general\"]}");
    }

    @Test
    void whoSpeaksHearsHimself() {
        ann.send("/name ann");
        assertThat(ann.ask("Is it open?")).isEqualTo("ann: Is it open?");
    }

    @Test
    void aRoomMayHaveSpaces() {
        assertThat(ann.ask("/join the main office")).isEqualTo("Joined room: the main office");
        assertThat(ann.ask("/leave the main office")).isEqualTo("Left room: the main office");
    }

    @Test
    void joiningAgainIsAnsweredAndNotAnnounced() {
        ann.ask("/join support");
        try (TestConnection bob = client.connect("/ws")) {
            bob.nextText();
            assertThat(ann.nextText()).matches("User \\S+ joined the room");
            assertThat(bob.ask("/join support")).isEqualTo("Joined room: support");
            assertThat(ann.nextText()).matches("User \\S+ joined the room");
            assertThat(ann.ask("/join support")).isEqualTo("Joined room: support");
            ann.ask("/rooms");
            assertThat(bob.ask("here")).endsWith(": here");
        }
    }

    @Test
    void aPrivateTextGoesToChatConnectionsOnly() {
        try (TestConnection listener = client.connect("/notifications?user=lea")) {
            assertThat(ann.ask("/msg lea hello")).isEqualTo("There is no user called lea here.");
            listener.send("ping");
            assertThat(listener.nextTextsUntil("pong"::equals)).noneMatch(text -> text.contains("hello"));
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
        "/msg bob hello, There is no user called bob here",
        "/dance, No such command",
        "/, No such command"
    })
    void aMistakeIsAnsweredInOneLine(String line, String answer) {
        assertThat(ann.ask(line)).startsWith(answer).doesNotContain("\n", "TIDEWAY");
    }

    @Test
    void anOverlongNameIsAnswered() {
        assertThat(ann.ask("/name " + "x".repeat(256))).startsWith("Type /name <user>");
        assertThat(ann.ask("/join " + "x".repeat(256))).startsWith("Type /join <room>");
    }

    @Test
    void tooManyRoomsAreAnswered() {
        for (int room = 1; room < 100; room++) {
            assertThat(ann.ask("/join " + room)).startsWith("Joined room");
        }
        assertThat(ann.ask("/join 100")).startsWith("You are in too many rooms");
    }

    @Test
    void whoIsInNoRoomIsTold() {
        ann.ask("/leave general");
        assertThat(ann.ask("hello?")).startsWith("You are not in a room");
    }

    @Test
    void aClientThatGivesAPositionGetsWhatItMissed() {
        ann.send("/name ann");
        String position = position(connectSince(""), false);
        ann.send("one");
        ann.send("two");
        ann.nextTextsUntil("ann: two"::equals);
        TestConnection back = connectSince(position);
        assertThat(back.nextText()).isEqualTo("ann: one");
        assertThat(back.nextText()).isEqualTo("ann: two");
        position(back, true);
        ann.send("three");
        assertThat(back.nextText()).isEqualTo("ann: three");
    }

    private TestConnection connectSince(String position) {
        TestConnection connection = client.connect("/ws?since=" + position);
        assertThat(connection.nextText()).contains("Welcome");
        return connection;
    }

    private static String position(TestConnection connection, boolean recovered) {
        String told = connection.nextText();
        assertThat(told)
                .matches("\\{\"type\":\"position\",\"room\":\"general\",\"position\":\"[\\w-]+:\\d+\""
                        + (recovered ? ",\"recovered\":true" : "") + "}");
        return told.replaceAll(".*\"position\":\"([^\"]+)\".*", "$1");
    }
}
