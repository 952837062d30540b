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
    private void comesBackAfterARestart(Crowd crowd) throws IOException {
        restart();
        assertThat(crowd.back()).isEqualTo(new Crowd.Return(0, 0));
    }

    @Test
    void twoHundredClientsForJavaComeBackAfterARestart() throws IOException {
        try (Crowd crowd = new JavaCrowd(address(), room, MANY)) {
            comesBackAfterARestart(crowd);
        }
    }

    @Test
    void twoHundredClientsForGoComeBackAfterARestart() throws IOException {
        try (Crowd crowd = ProgramCrowd.ofGo("json", address(), room, MANY)) {
            comesBackAfterARestart(crowd);
        }
    }

    @Test
    void twoHundredClientsForGoThatUseProtobufComeBackAfterARestart() throws IOException {
        try (Crowd crowd = ProgramCrowd.ofGo("protobuf", address(), room, MANY)) {
            comesBackAfterARestart(crowd);
        }
    }

    @Test
    void twoHundredClientsForPythonComeBackAfterARestart() throws IOException {
        try (Crowd crowd = ProgramCrowd.ofPython(address(), room, MANY)) {
            comesBackAfterARestart(crowd);
        }
    }

    @Test
    void clientsForGoRecoverAfterACut() throws IOException {
        recoversAfterACut(SOME, line -> ProgramCrowd.ofGo("json", line, room, SOME));
    }

    @Test
    void clientsForGoThatUseProtobufRecoverAfterACut() throws IOException {
        recoversAfterACut(SOME, line -> ProgramCrowd.ofGo("protobuf", line, room, SOME));
    }

    @Test
    void twoHundredClientsForPythonRecoverAfterACut() throws IOException {
        recoversAfterACut(MANY, line -> ProgramCrowd.ofPython(line, room, MANY));
    }

    private void recoversAfterACut(int count, Crowd.Gathering gathering) throws IOException {
        URI nowhere = URI.create("ws://127.0.0.1:9/realtime"); // the discard service, which no test starts
        try (Line line = Line.to(address());
                Crowd crowd = gathering.at(line.uri())) {
            line.leadTo(nowhere);
            line.cut();
            Meanwhile.publish(address(), room);
            line.leadTo(address());
            assertThat(crowd.back()).isEqualTo(new Crowd.Return(count, count));
        }
    }
}
