package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.RawClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows which forms of a handshake the front accepts, before it asks the gate. */
class HandshakeHeadersTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void anotherVersionGets426AndVersion13() throws Exception {
        front.open();
        Answer answer = front.refused(RawClient.handshake("/ws").replace("Version: 13", "Version: 8"));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.headers()).containsEntry("sec-websocket-version", "13");
        assertThat(front.requests).isEmpty();
    }

    @Test
    void aMissingOrMalformedKeyGets400() throws Exception {
        front.open();
        assertThat(front.refused(RawClient.handshake("/ws").replace("Sec-WebSocket-Key", "X-Key"))
                        .status())
                .isEqualTo(400);
        assertThat(front.refused(RawClient.handshake("/ws").replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhl"))
                        .status())
                .isEqualTo(400);
        assertThat(front.refused(RawClient.handshake("/ws").replace("dGhlIHNhbXBsZSBub25jZQ==", "?!"))
                        .status())
                .isEqualTo(400);
        assertThat(front.requests).isEmpty();
    }

    @Test
    void anotherMethodGets405AndABody400() throws Exception {
        front.open();
        assertThat(front.refused(RawClient.handshake("/ws").replace("GET", "POST"))
                        .status())
                .isEqualTo(405);
        assertThat(front.refused(RawClient.handshake("/ws", "Content-Length: 3") + "abc")
                        .status())
                .isEqualTo(400);
        assertThat(front.refused(RawClient.handshake("/ws", "Transfer-Encoding: chunked") + "0\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPathWithABadEscapeGets400() throws Exception {
        front.gate = request -> TestFront.admitted();
        front.open();
        assertThat(front.refused(RawClient.handshake("/w%zz")).status()).isEqualTo(400);
    }

    @Test
    void aHostWithAnEmptyPortIsUpgraded() throws Exception {
        front.open();
        for (String host : List.of("localhost:", "[::1]:", "example.com:")) {
            try (RawClient client = RawClient.connect(front.port())) {
                client.send(RawClient.handshakeTo(host, "/ws"));
                assertThat(client.answer().status()).as(host).isEqualTo(101);
                client.send(Frame.text("x"));
                assertThat(client.frame().text()).isEqualTo("x");
            }
        }
    }

    @Test
    void aQueryThatIsNotAUriIsTakenAsItIs() throws Exception {
        front.open();
        for (String query : List.of("a={b|c}", "a=^`", "a=100%", "a=%zz", "%", "a=[1]\\", "a=\"<>")) {
            try (RawClient client = RawClient.upgraded(front.port(), "/ws?" + query)) {
                client.send(Frame.text("x"));
                assertThat(client.frame().text()).isEqualTo("x");
            }
        }
        assertThat(front.requests.stream().map(UpgradeRequest::queryString)).contains("a={b|c}", "%");
    }

    @Test
    void upgradeAndConnectionAreListsOverSeveralLines() throws Exception {
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake(
                    "/ws",
                    "Upgrade: bar, WebSocket\r\nUpgrade: foo",
                    "Connection: x, upgrade\r\nConnection: keep-alive"));
            assertThat(client.answer().status()).isEqualTo(101);
        }
    }

    @Test
    void twoKeysOrAKeyWithoutItsPaddingGet400() throws Exception {
        front.open();
        assertThat(front.refused(RawClient.handshake(
                                "/ws",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                        .status())
                .isEqualTo(400);
        assertThat(front.refused(RawClient.handshake("/ws").replace("b25jZQ==", "b25jZQ"))
                        .status())
                .isEqualTo(400);
        assertThat(front.requests).isEmpty();
    }

    @Test
    void withoutAVersionItGets426BeforeTheGateIsAsked() throws Exception {
        front.open();
        Answer answer = front.refused(RawClient.handshake("/ws").replace("Sec-WebSocket-Version: 13\r\n", ""));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(front.requests).isEmpty();
    }

    @Test
    void anOfferOfExtensionsThatCannotBeReadGets400() throws Exception {
        front.open();
        for (String offer : List.of("x, ;b", ";", "permessage-deflate;", "a;b=\"", "permessage-deflate; =1", "a b")) {
            Answer answer = front.refused(RawClient.handshake("/ws", "Sec-WebSocket-Extensions: " + offer));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("Sec-WebSocket-Extensions");
        }
        assertThat(front.requests).isEmpty();
    }

    @Test
    void aRequestBehindAHandshakeIsNeverAnswered() throws Exception {
        front.gate = request -> new Verdict.Refused(403, "no");
        front.open();
        String second = "GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n";
        front.refused(RawClient.handshake("/ws") + second);
        front.refused(RawClient.handshake("/ws").replace("Upgrade: websocket\r\n", "") + second);
        front.refused(RawClient.handshake("/ws").replace("Upgrade: websocket", "Upgrade: websocket2") + second);
    }

    @Test
    void anUpgradeThatConnectionDoesNotNameGets400() throws Exception {
        front.open();
        Answer answer =
                front.refused(RawClient.handshake("/ws").replace("Connection: Upgrade", "Connection: keep-alive"));
        assertThat(answer.status()).isEqualTo(400);
    }
}
