package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Recovers through a real server, as the guide describes it. */
@TidewayTest(beans = {RecoveryTest.Boards.class, RecoveryTest.Members.class})
class RecoveryTest {

    @ApplicationScoped
    public static class Boards implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String room) {
            return RoomOptions.none()
                    .history(100, Duration.ofMinutes(5))
                    .presence()
                    .joinLeave();
        }
    }

    @ApplicationScoped
    public static class Members {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        void joined(@Observes MemberJoined event) {
            seen.add("joined " + event.member().connectionId());
        }

        void left(@Observes MemberLeft event) {
            seen.add("left " + event.member().connectionId());
        }

        /** Returns what has been seen up to an event, which it waits for. */
        List<String> upTo(String event) throws InterruptedException {
            List<String> all = new ArrayList<>();
            String next;
            do {
                next = seen.poll(60, TimeUnit.SECONDS);
                all.add(String.valueOf(next));
            } while (next != null && !next.equals(event));
            return all;
        }
    }

    @WebSocketEndpoint("/board")
    public static class Board implements WebSocketHandler {
        @Override
        public void onConnect(Connection connection) {
            RoomPosition since =
                    connection.queryParam("since").map(RoomPosition::parse).orElse(RoomPosition.NONE);
            connection.joinRoom(
                    "board", since, recovery -> Message.text(recovery.isRecovered() + " " + recovery.position()));
        }
    }

    @Inject
    ConnectionManager manager;

    @Inject
    Members members;

    @Test
    void aClientThatComesBackGetsWhatItMissedOnce(TestClient client) {
        TestConnection first = client.connect("/board");
        String[] reply = first.nextText().split(" ");
        assertThat(reply[0]).isEqualTo("false");
        manager.room("board").broadcastText("a");
        assertThat(first.nextText()).isEqualTo("a");
        first.abort();
        RoomPosition joined = RoomPosition.parse(reply[1]);
        RoomPosition seen = new RoomPosition(joined.epoch(), joined.offset() + 1);
        manager.room("board").broadcastText("b");
        manager.room("board").broadcastText("c");
        TestConnection second = client.connect("/board?since=" + seen);
        RoomPosition now = new RoomPosition(seen.epoch(), seen.offset() + 2);
        assertThat(second.nextTexts(3)).containsExactly("b", "c", "true " + now);
        manager.room("board").broadcastText("d");
        assertThat(second.nextText()).isEqualTo("d");
    }

    @Test
    void observersLearnWhoJoinsAndLeaves(TestClient client) throws Exception {
        TestConnection ann = client.connect("/board");
        ann.nextText();
        // A client of another test has vanished without a close frame.
        await().atMost(Duration.ofSeconds(60)).until(() -> manager.connectionCount() == 1);
        String id = manager.connections().iterator().next().id();
        assertThat(manager.room("board").presence().toCompletableFuture().join().members())
                .extracting(member -> member.connectionId())
                .containsExactly(id);
        ann.close();
        assertThat(members.upTo("left " + id))
                .filteredOn(event -> event.endsWith(id))
                .containsExactly("joined " + id, "left " + id);
    }
}
