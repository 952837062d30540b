package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.RawClient.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void anAdmittedHandshakeIsUpgraded() throws Exception {
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws"));
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers())
                    .containsEntry("upgrade", "websocket")
                    .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @Test
    void aRefusedHandshakeGetsStatusBodyAndEnd() throws Exception {
        front.gate = request -> new Verdict.Refused(429, "Zu viele – später wieder");
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws"));
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo("Zu viele – später wieder");
            assertThat(answer.headers())
                    .containsEntry("connection", "close")
                    .containsEntry("content-type", "text/plain; charset=UTF-8");
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(front.sessions).isEmpty();
    }

    @Test
    void aRefusedClientThatStillSendsGetsItsAnswer() throws Exception {
        front.gate = request -> new Verdict.Refused(401, "who are you?");
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws"));
            client.send(new byte[100_000]);
            assertThat(client.answer().status()).isEqualTo(401);
            client.send(new byte[100_000]);
            assertThat(client.readsEof()).isTrue();
        }
    }

    @Test
    void aPathWithoutEndpointGets404() throws Exception {
        front.open();
        Answer answer = front.refused(RawClient.handshake("/elsewhere"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("/elsewhere");
    }

    @Test
    void aPathThatTheGateAdmitsAndTyrusDoesNotKnowGets404() throws Exception {
        front.gate = request -> TestFront.admitted();
        front.open();
        assertThat(front.refused(RawClient.handshake("/elsewhere")).status()).isEqualTo(404);
        assertThat(front.revoked).containsExactly("the-ticket");
    }

    @Test
    void tyrusFindsTheSubprotocolThatTheGateChose() throws Exception {
        front.gate = request -> new Verdict.Admitted("t", Optional.of("v2"), 1000, TestFront.CLOSE_TIMEOUT);
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws", "Sec-WebSocket-Protocol: v1, v2, v3"));
            assertThat(client.answer().headers()).containsEntry("sec-websocket-protocol", "v2");
        }
        front.gate = request -> TestFront.admitted();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws", "Sec-WebSocket-Protocol: v1, v2, v3"));
            assertThat(client.answer().headers()).doesNotContainKey("sec-websocket-protocol");
        }
    }

    @Test
    void aStatusWithoutAnOfficialPhraseHasNone() throws Exception {
        front.gate = request -> new Verdict.Refused(499, "go away");
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake("/ws"));
            assertThat(client.statusLine()).isEqualTo("HTTP/1.1 499 ");
        }
    }

    @Test
    void theGateGetsTheRequestWithoutAForgedTicket() throws Exception {
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            client.send(RawClient.handshake(
                    "/ws?a=1&b=%20", "Tideway-Ticket: forged\r\ntideway-ticket: forged", "X-Tag: a, b\r\nX-Tag: c"));
            assertThat(client.answer().status()).isEqualTo(101);
            client.send(Frame.text("still there?"));
            assertThat(client.frame().text()).isEqualTo("still there?");
        }
        assertThat(front.requests).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/ws");
            assertThat(request.queryString()).isEqualTo("a=1&b=%20");
            assertThat(request.headers()).containsEntry("x-tag", List.of("a, b", "c"));
            assertThat(request.headers()).doesNotContainKey("tideway-ticket").containsKey("Upgrade");
            assertThat(request.remoteAddress().getAddress().isLoopbackAddress()).isTrue();
            assertThat(request.secure()).isFalse();
            assertThat(request.principal()).isNull();
        });
    }

    @Test
    void theGateGetsThePathWithoutTheContextPath() throws Exception {
        front.contextPath = "/app";
        front.open();
        try (RawClient client = RawClient.upgraded(front.port(), "/app/ws")) {
            client.send(Frame.text("x"));
            assertThat(client.frame().text()).isEqualTo("x");
        }
        assertThat(front.requests)
                .singleElement()
                .satisfies(request -> assertThat(request.path()).isEqualTo("/ws"));
        assertThat(front.refused(RawClient.handshake("/ws")).status()).isEqualTo(404);
        assertThat(front.refused(RawClient.handshake("/apples/ws")).status()).isEqualTo(404);
    }

    @Test
    void framesThatComeWithTheHandshakeAreNotLost() throws Exception {
        front.open();
        try (RawClient client = RawClient.connect(front.port())) {
            byte[] handshake = RawClient.handshake("/ws").getBytes();
            byte[] frame = Frame.text("early");
            byte[] both = new byte[handshake.length + frame.length];
            System.arraycopy(handshake, 0, both, 0, handshake.length);
            System.arraycopy(frame, 0, both, handshake.length, frame.length);
            client.send(both);
            assertThat(client.answer().status()).isEqualTo(101);
            assertThat(client.frame().text()).isEqualTo("early");
        }
    }

    @Test
    void aBlockedGateDelaysNoOtherHandshake() throws Exception {
        java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
        front.gate = request -> {
            if ("slow".equals(request.queryString())) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return TestFront.admitted();
        };
        front.open();
        try (RawClient slow = RawClient.connect(front.port());
                RawClient slow2 = RawClient.connect(front.port());
                RawClient slow3 = RawClient.connect(front.port())) {
            for (RawClient client : List.of(slow, slow2, slow3)) {
                client.send(RawClient.handshake("/ws?slow"));
            }
            try (RawClient quick = RawClient.upgraded(front.port(), "/ws")) {
                quick.send(Frame.text("x"));
                assertThat(quick.frame().text()).isEqualTo("x");
            }
            release.countDown();
            assertThat(slow.answer().status()).isEqualTo(101);
        }
    }
}
