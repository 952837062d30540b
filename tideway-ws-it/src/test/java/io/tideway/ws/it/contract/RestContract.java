package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests on every server that a manager injected into a Jakarta REST resource reaches the connections. */
abstract class RestContract {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ContractClient application;
    private final String room = "room-" + UUID.randomUUID();
    private final String user = "user-" + UUID.randomUUID();

    RestContract(ContractClient application) {
        this.application = application;
    }

    private TestConnection welcomed(String name) {
        TestConnection client = application.connect("/rooms-and-users/" + name);
        assertThat(client.nextText()).isEqualTo("Welcome!");
        return client;
    }

    private String answer(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = HTTP.send(
                request.uri(application.http("/api/announcements" + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aBroadcastOfAResourceReachesEachTargetOnce() throws Exception {
        TestConnection both = welcomed(user);
        both.ask("join " + room);
        TestConnection inRoom = welcomed("other");
        inRoom.ask("join " + room);
        TestConnection ofUser = welcomed(user);
        TestConnection outsider = welcomed("outsider");
        HttpRequest.Builder post = HttpRequest.newBuilder()
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString("Grüße an alle"));

        assertThat(answer("?room=" + room + "&user=" + user, post)).isEqualTo("3/3");

        assertThat(both.nextText()).isEqualTo("Grüße an alle");
        assertThat(inRoom.nextText()).isEqualTo("Grüße an alle");
        assertThat(ofUser.nextText()).isEqualTo("Grüße an alle");
        assertThat(outsider.ask("mine")).isEqualTo("ok []");
        assertThat(both.ask("mine")).isEqualTo("ok [" + room + "]");
    }

    @Test
    void aResourceSeesTheSameConnectionsAsHandlers() throws Exception {
        welcomed(user).ask("join " + room);
        welcomed(user).ask("join " + room);
        assertThat(answer("/" + room, HttpRequest.newBuilder().GET())).isEqualTo("2 of 2");
    }
}
