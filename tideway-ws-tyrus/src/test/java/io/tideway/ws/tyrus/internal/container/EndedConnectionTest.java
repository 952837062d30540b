package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndedConnectionTest {
    private final TestFront front = new TestFront();

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void aTcpConnectionThatGrizzlyStillHoldsKeepsNothingOfTheWebSocket() throws Exception {
        BlockingQueue<Connection<?>> held = new LinkedBlockingQueue<>();
        front.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) {
                        held.add(request.getContext().getConnection());
                    }
                },
                List.of("/*")));
        front.open();
        RawClient client = RawClient.connect(front.port());
        client.send("GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
        client.send(RawClient.handshake("/ws"));
        assertThat(client.answer().status()).isEqualTo(101);
        client.send(Frame.text("x"));
        client.frame();
        WeakReference<Session> session = new WeakReference<>(front.sessions.take());
        client.reset();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(session.get()).isNull();
        });
        assertThat(held).hasSize(1);
    }
}
