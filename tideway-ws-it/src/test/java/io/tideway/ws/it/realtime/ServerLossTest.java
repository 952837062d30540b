package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.examples.board.BoardHandler;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Takes the server from the unmodified clients of several languages: they come back by themselves, all at once. */
@Timeout(300)
@Tag("long")
class ServerLossTest {
    private static final int MANY = 200;
    private static final int SOME = 20;

    private final String room = "board:" + UUID.randomUUID();
    private TidewayServer server = start(0);

    private static TidewayServer start(int port) {
        return TidewayServer.builder()
                .port(port)
                .beans(BoardHandler.class, ExampleRooms.class)
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private URI address() {
        return server.uri("/realtime");
    }

    private void restart() {
        int port = server.port();
        server.close();
        server = start(port);
    }

    /** Restarts the server, whose log in memory is gone. */
    private void comesBackAfterARestart(ReconnectingClients clients) throws IOException {
        restart();
        assertThat(clients.back()).isEqualTo(new ReconnectingClients.Return(0, 0));
    }

    @Test
    void twoHundredClientsForJavaComeBackAfterARestart() throws IOException {
        try (ReconnectingClients clients = new ReconnectingJavaClients(address(), room, MANY)) {
            comesBackAfterARestart(clients);
        }
    }

    @Test
    void twoHundredClientsForGoComeBackAfterARestart() throws IOException {
        try (ReconnectingClients clients = ReconnectingPrograms.ofGo("json", address(), room, MANY)) {
            comesBackAfterARestart(clients);
        }
    }

    @Test
    void twoHundredClientsForGoThatUseProtobufComeBackAfterARestart() throws IOException {
        try (ReconnectingClients clients = ReconnectingPrograms.ofGo("protobuf", address(), room, MANY)) {
            comesBackAfterARestart(clients);
        }
    }

    @Test
    void twoHundredClientsForPythonComeBackAfterARestart() throws IOException {
        try (ReconnectingClients clients = ReconnectingPrograms.ofPython(address(), room, MANY)) {
            comesBackAfterARestart(clients);
        }
    }

    @Test
    void clientsForGoRecoverAfterACut() throws IOException {
        recoversAfterACut(SOME, address -> ReconnectingPrograms.ofGo("json", address, room, SOME));
    }

    @Test
    void clientsForGoThatUseProtobufRecoverAfterACut() throws IOException {
        recoversAfterACut(SOME, address -> ReconnectingPrograms.ofGo("protobuf", address, room, SOME));
    }

    @Test
    void twoHundredClientsForPythonRecoverAfterACut() throws IOException {
        recoversAfterACut(MANY, address -> ReconnectingPrograms.ofPython(address, room, MANY));
    }

    private void recoversAfterACut(int count, ReconnectingClients.Connecting connecting) throws IOException {
        URI nowhere = URI.create("ws://127.0.0.1:9/realtime"); // the discard service, which no test starts
        try (CuttingProxy proxy = CuttingProxy.to(address());
                ReconnectingClients clients = connecting.at(proxy.uri())) {
            proxy.leadTo(nowhere);
            proxy.cut();
            MissedPublication.publish(address(), room);
            proxy.leadTo(address());
            assertThat(clients.back()).isEqualTo(new ReconnectingClients.Return(count, count));
        }
    }
}
