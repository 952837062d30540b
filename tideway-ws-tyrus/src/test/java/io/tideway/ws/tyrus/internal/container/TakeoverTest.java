package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class TakeoverTest {
    private static final int SELECTORS = ServerThreads.selectorCount();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestFront front = new TestFront();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        released.countDown();
        clients.forEach(RawClient::close);
        front.close();
    }

    @Test
    void quickCallbacksRunOnTheThreadsThatNoticeThem() throws Exception {
        RawClient client = open();
        // A busy machine may hold up the first one, so that the next ones run elsewhere for a while.
        Awaitility.await().atMost(PATIENCE).until(() -> threadOf(client).contains("-selector"));
    }

    @Test
    void aBlockingCallbackDelaysNoOtherConnection() throws Exception {
        List<RawClient> others = clientsOnEverySelector();
        block(connect());
        for (RawClient other : others) {
            assertThat(threadOf(other)).isNotEmpty();
        }
    }

    @Test
    void callbacksRunOnWorkersAfterOneHasBlockedAndComeBackLater() throws Exception {
        RawClient client = open();
        RawClient blocking = connect();
        block(blocking);
        Awaitility.await().atMost(PATIENCE).until(() -> threadOf(client).contains("-worker"));
        released.countDown();
        assertThat(blocking.frame().text()).isEqualTo("block");
        Awaitility.await().atMost(PATIENCE).until(() -> threadOf(client).contains("-selector"));
    }

    @Test
    void whatArrivesDuringABlockingCallbackIsHeardAfterItInOrder() throws Exception {
        RawClient client = open();
        block(client);
        for (int i = 0; i < 1000; i++) {
            client.send(Frame.text("message " + i));
        }
        assertThat(threadOf(connect())).isNotEmpty(); // the others' selectors have been taken over by now
        released.countDown();
        assertThat(client.frame().text()).isEqualTo("block");
        for (int i = 0; i < 1000; i++) {
            assertThat(client.frame().text()).isEqualTo("message " + i);
        }
    }

    @Test
    void moreBlockingCallbacksThanThreadsDelayNoOtherConnection() throws Exception {
        List<RawClient> others = clientsOnEverySelector();
        for (int i = 0; i < SelectorWatch.mostAway() + 10; i++) {
            block(connect());
        }
        for (RawClient other : others) {
            assertThat(threadOf(other)).isNotEmpty();
        }
    }

    @Test
    void theEndOfABlockedConnectionIsReportedOnce() throws Exception {
        RawClient client = open();
        block(client);
        client.close();
        assertThat(threadOf(connect())).isNotEmpty();
        released.countDown();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        assertThat(front.closeCodes).isEmpty();
    }

    private RawClient open() throws Exception {
        front.onText = this::answer;
        front.open();
        return connect();
    }

    private RawClient connect() throws Exception {
        RawClient client = RawClient.upgraded(front.port(), "/ws");
        clients.add(client);
        return client;
    }

    /** Connects so many clients that each selector has some, for sure as good as. */
    private List<RawClient> clientsOnEverySelector() throws Exception {
        List<RawClient> others = new ArrayList<>(List.of(open()));
        for (int i = 0; i < 8 * SELECTORS; i++) {
            others.add(connect());
        }
        return others;
    }

    private void block(RawClient client) throws IOException {
        int before = blocked.get();
        client.send(Frame.text("block"));
        Awaitility.await().atMost(PATIENCE).until(() -> blocked.get() > before);
    }

    private String threadOf(RawClient client) throws IOException {
        client.send(Frame.text("thread?"));
        return client.frame().text();
    }

    private void answer(Session session, String text) {
        if (text.equals("block")) {
            blocked.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        session.getAsyncRemote()
                .sendText(text.equals("thread?") ? Thread.currentThread().getName() : text);
    }
}
