package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests on every server that headers are read as lists (RFC 9110 §5.6.1), and that no form of them gets around the
 * gate.
 */
abstract class HeaderListContract {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

    private static final Pattern LIST_OF_PROTOCOLS = Pattern.compile("Upgrade: [^\\r]*,");

    private final ContractClient application;
    private final String tag;

    HeaderListContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    static Stream<String> handshakes() {
        return Stream.of(
                "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n",
                "Connection: keep-alive\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
                "Connection: Upgrade\r\nConnection: keep-alive\r\nUpgrade: websocket\r\n",
                "Connection: UPGRADE,foo\r\nUpgrade: WebSocket\r\n",
                "connection:upgrade\r\nupgrade:\twebsocket \r\n",
                "Connection: Upgrade\r\nUpgrade: foo, websocket\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket, foo\r\n",
                "Connection: Upgrade\r\nUpgrade: foo\r\nUpgrade: websocket\r\n",
                "Connection: ,, Upgrade,\r\nUpgrade: , websocket ,\r\n");
    }

    /** Lists what some container takes for a handshake and others do not. */
    static Stream<String> nearly() {
        return Stream.of(
                "Connection: Upgrade\r\nUpgrade: foo\r\n",
                "Connection: Upgrade\r\nUpgrade: websockets\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket/13\r\n",
                "Connection: Upgrade\r\nUpgrade: \"foo, websocket\"\r\n",
                "Connection: Upgrade\r\n",
                "Connection: keep-alive\r\nUpgrade: websocket\r\n",
                "Upgrade: websocket\r\n");
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void everyFormOfTheUpgradeHeadersIsAccepted(String headers) throws IOException {
        RawClient client = send("/upgrade-decision/a/b", headers + KEY + VERSION);
        RawClient.Answer answer = client.answer();
        if (application.has(Deviation.TAKES_ONE_UPGRADE_PROTOCOL_ONLY)
                && LIST_OF_PROTOCOLS.matcher(headers).find()) {
            assertThat(answer.status()).isEqualTo(404);
            return;
        }
        assertThat(answer.status()).isEqualTo(101);
        // Tomcat repeats a client's keep-alive beside it.
        assertThat(answer.headers().get("Connection").toLowerCase(Locale.ROOT).split(", "))
                .contains("upgrade")
                .doesNotContain("close");
        assertThat(answer.headers().get("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(client.dataFrame().text()).isEqualTo("path /upgrade-decision/a/b");
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void theGateDecidesInWhateverFormTheHeadersAre(String headers) throws IOException {
        RawClient.Answer answer = send("/limited", headers + KEY + VERSION + "Origin: http://evil.example\r\n")
                .answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("origin not allowed");
    }

    @ParameterizedTest
    @MethodSource("nearly")
    void aRequestThatOnlyResemblesAHandshakeGets400(String headers) throws IOException {
        RawClient.Answer answer = send("/upgrade-decision/a/b?tag=" + tag, headers + KEY + VERSION)
                .answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(application.journal(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "14", "13, 8", "x"})
    void anotherVersionIsAnsweredWithOurs(String version) throws IOException {
        RawClient.Answer answer = application
                .handshake("/upgrade-decision/a/b", "Sec-WebSocket-Version: " + version)
                .answer();
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.headers()).containsEntry("Sec-WebSocket-Version", "13");
    }

    @Test
    void anotherMethodIsAnsweredWithGet() throws IOException {
        RawClient client = application.tcp();
        client.send(RawClient.handshakeTo(application.authority(), application.target("/upgrade-decision/a/b"))
                .replace("GET", "POST"));
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET");
    }

    @Test
    void subprotocolsAreOneListOverSeveralLines() throws IOException {
        RawClient client = application.handshake(
                "/limited", "Sec-WebSocket-Protocol: v0 ,v1.tideway\r\nSec-WebSocket-Protocol: v2.tideway");
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).containsEntry("Sec-WebSocket-Protocol", "v2.tideway");
        client.leave();
    }

    private RawClient send(String path, String headers) throws IOException {
        RawClient client = application.tcp();
        client.send("GET " + application.target(path) + " HTTP/1.1\r\nHost: " + application.authority() + "\r\n"
                + headers + "\r\n");
        return client;
    }
}
