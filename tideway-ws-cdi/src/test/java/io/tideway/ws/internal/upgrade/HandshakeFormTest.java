package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeFormTest {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HandshakeFormTest() {
        set("Host", "localhost:8080");
        set("Connection", "Upgrade");
        set("Upgrade", "websocket");
        set("Sec-WebSocket-Version", "13");
        set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade,websocket",
        "'keep-alive, UPGRADE',WebSocket",
        "'keep-alive|upgrade','foo, websocket'",
        "'upgrade|close','h2c|websocket'",
        "' upgrade ','websocket , foo'"
    })
    void listsInAnyCaseOverAnyNumberOfLinesAskForAWebSocket(String connection, String upgrade) {
        set("Connection", connection.split("\\|"));
        set("Upgrade", upgrade.split("\\|"));
        assertThat(form().asksForWebSocket()).isTrue();
        assertThat(form().defect()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "keep-alive,websocket",
        "'',websocket",
        "upgrade,h2c",
        "upgrade,''",
        "upgrade,websockets",
        "upgrade,websocket/13",
        "upgrades,websocket",
        "upgrade,'\"foo, websocket\"'"
    })
    void whatOnlyResemblesAHandshakeIsABadRequest(String connection, String upgrade) {
        set("Connection", connection);
        set("Upgrade", upgrade);
        assertThat(form().isAttempt()).isTrue();
        assertThat(form().defect().map(Refused::status)).contains(400);
    }

    @Test
    void anExtendedConnectNeedsNeitherKeyNorUpgrade() {
        assertThat(extendedConnect("HTTP/2.0").isAttempt()).isTrue();
        assertThat(extendedConnect("HTTP/2.0").defect()).isEmpty();
        assertThat(extendedConnect("HTTP/3.0").defect()).isEmpty();
    }

    @Test
    void anExtendedConnectOfAnotherVersionIsRefused() {
        set("Sec-WebSocket-Version", "8");
        assertThat(extendedConnect("HTTP/2.0").defect().map(Refused::status)).contains(426);
    }

    @Test
    void aConnectOverHttp1IsNotAnExtendedOne() {
        assertThat(extendedConnect("HTTP/1.1").isAttempt()).isFalse();
    }

    private HandshakeForm extendedConnect(String protocol) {
        headers.keySet().retainAll(List.of("Host", "Sec-WebSocket-Version"));
        return new HandshakeForm("CONNECT", protocol, name -> headers.getOrDefault(name, List.of()));
    }

    @Test
    void anUpgradeToAnotherProtocolIsNotAnAttempt() {
        headers.remove("Sec-WebSocket-Key");
        set("Upgrade", "h2c");
        assertThat(form().isAttempt()).isFalse();
    }

    @Test
    void anotherVersionIsAnsweredWithOurs() {
        set("Sec-WebSocket-Version", "8");
        assertThat(form().defect()).hasValueSatisfying(refused -> {
            assertThat(refused.status()).isEqualTo(426);
            assertThat(refused.headers()).isEqualTo(Map.of("Sec-WebSocket-Version", List.of("13")));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25j!Q==",
                "dGhlIHNhbXBsZSBub25jZWVl",
                "dGhlIHNhbXBsZSBub25jZQ==|dGhlIHNhbXBsZSBub25jZQ=="
            })
    void aKeyIsSixteenBytesOnce(String key) {
        set("Sec-WebSocket-Key", key.split("\\|"));
        assertThat(form().defect().map(Refused::status)).contains(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a-b_c.example.:",
                "10.0.0.1:80",
                "a:99999999999",
                "a..b",
                "[::1]",
                "[::ffff:10.0.0.1]:8080"
            })
    void aHostThatFitsIntoAUriIsTaken(String host) {
        set("Host", host);
        assertThat(form().defect()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a|b", "a b", "a/b", "a@b", "a:b", "ä", ":80", "::1", "[::::]", "[::1", "[]", "[::1]x"})
    void aHostThatFitsIntoNoUriIsRefused(String host) {
        set("Host", host);
        assertThat(form().defect().map(Refused::status)).contains(400);
    }

    @Test
    void aHandshakeHasOneHost() {
        set("Host", "a", "a");
        assertThat(form().defect().map(Refused::status)).contains(400);
        headers.remove("Host");
        assertThat(form().defect().map(Refused::status)).contains(400);
    }

    @Test
    void aBodyIsRefused() {
        set("Content-Length", "0");
        assertThat(form().defect()).isEmpty();
        set("Content-Length", "5");
        assertThat(form().defect().map(Refused::status)).contains(400);
        headers.remove("Content-Length");
        set("Transfer-Encoding", "chunked");
        assertThat(form().defect().map(Refused::status)).contains(400);
    }

    @Test
    void anotherMethodIsAnsweredWithGet() {
        assertThat(new HandshakeForm("POST", "HTTP/1.1", this::values).defect())
                .contains(new Refused(405, "a WebSocket handshake is a GET request", Map.of("Allow", List.of("GET"))));
    }

    @Test
    void http10KnowsNoUpgrade() {
        assertThat(new HandshakeForm("GET", "HTTP/1.0", this::values).defect().map(Refused::status))
                .contains(400);
    }

    private HandshakeForm form() {
        return new HandshakeForm("GET", "HTTP/1.1", this::values);
    }

    private List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }

    private void set(String name, String... lines) {
        headers.put(name, Arrays.asList(lines));
    }
}
