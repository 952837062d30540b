package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that JSON may come in binary messages, and has to be UTF-8 there, too. */
@TidewayTest
class JsonInBinaryFramesTest {

    @WebSocketEndpoint("/binary-json")
    public static class Anyone implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.of(given.token().orElse("ann"));
        }

        @RemoteCall("echo")
        public String echo(String text) {
            return text;
        }
    }

    /** Makes a command around a string of these bytes. */
    private static byte[] command(String before, byte[] string, String after) {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        command.writeBytes(string);
        command.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return command.toByteArray();
    }

    private static TestConnection connected(TestClient client) {
        TestConnection connection = client.connect("/binary-json");
        connection.sendBinary("{\"id\":1,\"connect\":{}}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(connection.nextText()).startsWith("{\"id\":1,\"connect\":");
        return connection;
    }

    @Test
    void utf8IsRead(TestClient client) {
        TestConnection connection = connected(client);
        String text = "\u00e9 \u20ac \ud83d\ude80";
        connection.sendBinary(command(
                "{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":\"", text.getBytes(StandardCharsets.UTF_8), "\"}}"));
        assertThat(connection.nextText()).isEqualTo("{\"id\":2,\"rpc\":{\"data\":\"" + text + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff", // in no character
                "e9", // Latin-1
                "80", // not the first byte of a character
                "c0 af", // longer than necessary
                "ed a0 80", // half of a surrogate pair
                "f4 90 80 80", // beyond the last character
                "e2 82" // cut
            })
    void otherBytesAreABadRequest(String hex, TestClient client) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        TestConnection opening = client.connect("/binary-json");
        opening.sendBinary(command("{\"id\":1,\"connect\":{\"token\":\"", bytes, "\"}}"));
        assertThat(opening.closeFrame()).isEqualTo(new CloseFrame(3501, "bad request"));
        TestConnection connection = connected(client);
        connection.sendBinary(command("{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":\"", bytes, "\"}}"));
        assertThat(connection.closeFrame()).isEqualTo(new CloseFrame(3501, "bad request"));
    }
}
