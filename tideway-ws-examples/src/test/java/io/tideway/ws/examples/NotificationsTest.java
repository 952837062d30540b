package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsTest {
    private static final String JSON = "application/json";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ExamplesServer EXAMPLES = new ExamplesServer();

    private final TestClient client = TestClient.to(EXAMPLES.server()).withPatience(PATIENCE);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aPostIsAcceptedAndAnsweredWithTheNotificationAsItWentOut() throws Exception {
        try (TestConnection ann = client.connect("/notifications?user=ann")) {
            String greeting = notification("ann", "Connected", "You are listening to your notifications.");
            ann.nextTextsUntil(text -> text.matches(greeting));
            HttpResponse<String> answer =
                    post("{\"userId\":\"ann\",\"title\":\"Reminder\",\"message\":\"at 14:20\"}", JSON);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
            assertThat(answer.body()).matches(notification("ann", "Reminder", "at 14:20"));
            ann.nextTextsUntil(answer.body()::equals);
        }
    }

    @Test
    void everyoneIsNotifiedNowAndThen() throws Exception {
        try (TestConnection ann = client.connect("/notifications?user=ann")) {
            ann.nextTextsUntil(text -> text.contains("System update"));
        }
    }

    @Test
    void aPostReachesTheUsersNotificationsAndNotTheChat() throws Exception {
        try (TestConnection chat = client.connect("/ws")) {
            chat.nextText();
            chat.send("/name lea");
            chat.ask("/rooms");
            post("{\"userId\":\"lea\",\"title\":\"a\",\"message\":\"b\"}", JSON);
            post("{\"title\":\"a\",\"message\":\"b\"}", JSON);
            assertThat(chat.ask("still here")).isEqualTo("lea: still here");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                      | title is missing; message is missing
            {"title": "a"}                                          | message is missing
            {"title": " ", "message": "b"}                          | title must be 1 to 200 characters
            {"title": "a", "message": ""}                           | message must be 1 to 2000 characters
            {"title": "a", "message": "b", "userId": ""}            | userId must be 1 to 255 characters
            {"title": {}, "message": "b"}                           | the body is not a JSON object
            {"title": "a",                                          | the body is not a JSON object
            [1, 2]                                                  | the body is not a JSON object
            ''                                                      | the body is not a JSON object
            """)
    void aBadPostIsToldWhatIsWrong(String body, String problem) throws Exception {
        HttpResponse<String> answer = post(body, JSON);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).startsWith(problem).doesNotContain("\n");
    }

    @Test
    void anotherMediaTypeAndAnotherMethodAreRefused() throws Exception {
        assertThat(post("title=a", "application/x-www-form-urlencoded").statusCode())
                .isEqualTo(415);
        assertThat(send(HttpRequest.newBuilder(api()).GET()).statusCode()).isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(EXAMPLES.server().uri().resolve("api/nothing"))
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?user=", "?user=%20", "?user=ann&user=bob", "?user=a%00b", "?name=ann"})
    void whoDoesNotSayWhoListensIsRefused(String query) {
        assertThatThrownBy(() -> client.connect("/notifications" + query))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    private static URI api() {
        return EXAMPLES.server().uri().resolve("api/notifications");
    }

    private HttpResponse<String> post(String body, String type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api()).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static String notification(String user, String title, String message) {
        return "\\{\"id\":\"[-0-9a-f]{36}\",\"userId\":\"%s\",\"title\":\"%s\",\"message\":\"%s\",\"timestamp\":\"[-0-9T:.]+Z\"}"
                .formatted(user, title, message);
    }
}
