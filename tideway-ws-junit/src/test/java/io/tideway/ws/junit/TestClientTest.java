package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

@TidewayTest
class TestClientTest {

    @WebSocketEndpoint("/cookie")
    public static class CookieEchoEndpoint implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.sendText(connection.cookie("session").orElse("none"));
        }
    }

    @Test
    void anHttpClientOfTheTestBringsItsCookies(TestClient client, URI server) {
        HttpCookie session = new HttpCookie("session", "abc");
        session.setPath("/");
        session.setVersion(0);
        CookieManager cookies = new CookieManager();
        cookies.getCookieStore().add(server, session);
        HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
        assertThat(client.withHttpClient(http).connect("/cookie").nextText()).isEqualTo("abc");
    }

    @Test
    void connectionsThroughAnotherHttpClientAreClosedTogether(URI server) {
        TestConnection connection;
        try (TestClient client = TestClient.to(server)) {
            connection = client.withHttpClient(HttpClient.newHttpClient()).connect("/cookie");
        }
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void callsCanBeChained(TestClient client) {
        assertThat(client.connect("/cookie").send("ignored").nextText()).isEqualTo("none");
    }
}
