package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends messages together with what ends the connection: the answers leave before the close frame. */
class AnswersBeforeCloseTest {
    private static final int ROUNDS = 20;

    private static TidewayServer server;

    @WebSocketEndpoint(value = "/compressed", compression = true)
    public static class CompressedEcho extends EchoEndpoint {}

    @BeforeAll
    static void start() {
        server = TidewayServer.builder()
                .port(0)
                .beans(EchoEndpoint.class, CompressedEcho.class)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void answersBefore(String path, byte[] end, int code) throws IOException {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.write(Frame.text("one"));
        together.write(Frame.text("two"));
        together.write(end);
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.connect(server.port())) {
                client.send(RawClient.handshake(path, "Sec-WebSocket-Extensions: permessage-deflate"));
                assertThat(client.answer().status()).isEqualTo(101);
                client.send(together.toByteArray());
                assertThat(client.frame().text()).isEqualTo("one");
                assertThat(client.frame().text()).isEqualTo("two");
                assertThat(client.frame().closeCode()).isEqualTo(code);
            }
        }
    }

    @Test
    void answersLeaveBeforeThatToACloseFrame() throws IOException {
        answersBefore("/echo", Frame.close(1000), 1000);
    }

    @Test
    void answersLeaveBeforeTheCloseForAFrameThatIsRefused() throws IOException {
        answersBefore("/echo", Frame.unmasked(Frame.TEXT, new byte[] {'x'}), 1002);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments("a continuation of nothing", Frame.masked(Frame.CONTINUATION, true, new byte[] {'x'}), 1002),
                arguments("a reserved opcode", Frame.masked(3, true, new byte[0]), 1002),
                arguments("a ping in parts", Frame.masked(Frame.PING, false, new byte[0]), 1002),
                arguments("half a close code", Frame.masked(Frame.CLOSE, true, new byte[] {3}), 1002),
                arguments("invalid UTF-8", Frame.masked(Frame.TEXT, true, new byte[] {-1}), 1007));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void answersLeaveBeforeTheCloseForAViolation(String name, byte[] frame, int code) throws IOException {
        answersBefore("/echo", frame, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void answersLeaveBeforeTheCloseForAViolationWithCompression(String name, byte[] frame, int code)
            throws IOException {
        answersBefore("/compressed", frame, code);
    }

    @Test
    void answersLeaveBeforeTheEndOfAClientThatHasEndedItsSide() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = RawClient.upgraded(server.port(), "/echo")) {
                client.send(Frame.text("one"));
                client.finish();
                assertThat(client.frame().text()).isEqualTo("one");
            }
        }
    }
}
