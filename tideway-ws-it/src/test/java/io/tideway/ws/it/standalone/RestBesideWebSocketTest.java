package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** Runs the example of the guide, "REST on the same port". */
class RestBesideWebSocketTest {

    @Path("announcements")
    public static class Announcements {
        @Inject
        ConnectionManager manager;

        @POST
        public void announce(String text) {
            manager.room("lobby").broadcastText(text);
        }
    }

    @WebSocketEndpoint("/lobby")
    public static class Lobby implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            connection.joinRoom("lobby");
        }

        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    private static HttpHandler rest(SeContainer beans) {
        ConnectionManager manager = beans.select(ConnectionManager.class).get();
        ResourceConfig api = new ResourceConfig(Announcements.class).register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(manager).to(ConnectionManager.class);
            }
        });
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, api);
    }

    @Test
    void aResourceReachesTheClientsOfTheSamePortBelowTheContextPath() throws Exception {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .discovery(false)
                        .contextPath("/shop")
                        .beans(Lobby.class)
                        .handler(RestBesideWebSocketTest::rest, "/api/*")
                        .start();
                TestClient client = TestClient.to(server).withPatience(Duration.ofSeconds(60))) {
            TestConnection connection = client.connect("/lobby");
            HttpRequest post = HttpRequest.newBuilder(server.uri().resolve("api/announcements"))
                    .POST(BodyPublishers.ofString("hello"))
                    .build();
            HttpResponse<Void> answer = HttpClient.newHttpClient().send(post, BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(connection.nextText()).isEqualTo("hello");
        }
    }
}
