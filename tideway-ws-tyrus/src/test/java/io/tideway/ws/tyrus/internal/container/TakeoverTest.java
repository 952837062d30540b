package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    private static final int SELECTORS = ServerThreads.selectorCount();

    private final TestFront front = new TestFront();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private final List<RawPeer> peers = new ArrayList<>();

    @AfterEach
    void stop() {
        released.countDown();
        peers.forEach(RawPeer::close);
        front.close();
    }

    @Test
    void quickCallbacksRunOnTheThreadsThatNoticeThem() throws Exception {
        RawPeer peer = open();
        assertThat(threadOf(peer)).contains("-selector");
    }

    @Test
    void aBlockingCallbackHoldsUpNobody() throws Exception {
        List<RawPeer> others = peersOnEverySelector();
        block(connect());
        for (RawPeer other : others) {
            assertThat(threadOf(other)).isNotEmpty();
        }
    }

    @Test
    void callbacksRunOnWorkersAfterOneHasBlockedAndComeBackLater() throws Exception {
        RawPeer peer = open();
        RawPeer blocking = connect();
        block(blocking);
        Awaitility.await().until(() -> threadOf(peer).contains("-worker"));
        released.countDown();
        assertThat(blocking.frame().text()).isEqualTo("block");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> threadOf(peer).contains("-selector"));
    }

    @Test
    void whatArrivesDuringABlockingCallbackIsHeardAfterItInOrder() throws Exception {
        RawPeer peer = open();
        block(peer);
        for (int i = 0; i < 1000; i++) {
            peer.send(RawPeer.text("message " + i));
        }
        assertThat(threadOf(connect())).isNotEmpty(); // the others' selectors have been taken over by now
        released.countDown();
        assertThat(peer.frame().text()).isEqualTo("block");
        for (int i = 0; i < 1000; i++) {
            assertThat(peer.frame().text()).isEqualTo("message " + i);
        }
    }

    @Test
    void moreBlockingCallbacksThanThreadsMayBeAwayHoldUpNobody() throws Exception {
        List<RawPeer> others = peersOnEverySelector();
        for (int i = 0; i < SelectorWatch.mostAway() + 10; i++) {
            block(connect());
        }
        for (RawPeer other : others) {
            assertThat(threadOf(other)).isNotEmpty();
        }
    }

    @Test
    void theEndOfABlockedPeerIsReportedOnce() throws Exception {
        RawPeer peer = open();
        block(peer);
        peer.close();
        assertThat(threadOf(connect())).isNotEmpty();
        released.countDown();
        assertThat(front.nextCloseCode()).isEqualTo(1006);
        assertThat(front.closeCodes).isEmpty();
    }

    private RawPeer open() throws Exception {
        front.onText = this::answer;
        front.open();
        return connect();
    }

    private RawPeer connect() throws Exception {
        RawPeer peer = RawPeer.upgraded(front.port(), "/ws");
        peers.add(peer);
        return peer;
    }

    /** Connects so many peers that each selector has some, for sure as good as. */
    private List<RawPeer> peersOnEverySelector() throws Exception {
        List<RawPeer> others = new ArrayList<>(List.of(open()));
        for (int i = 0; i < 8 * SELECTORS; i++) {
            others.add(connect());
        }
        return others;
    }

    private void block(RawPeer peer) throws IOException {
        int before = blocked.get();
        peer.send(RawPeer.text("block"));
        Awaitility.await().until(() -> blocked.get() > before);
    }

    private String threadOf(RawPeer peer) throws IOException {
        peer.send(RawPeer.text("thread?"));
        return peer.frame().text();
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
