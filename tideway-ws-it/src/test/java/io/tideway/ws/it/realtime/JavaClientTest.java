package io.tideway.ws.it.realtime;

import static io.tideway.ws.it.realtime.JavaClient.answer;
import static io.tideway.ws.it.realtime.JavaClient.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.centrifugal.centrifuge.HistoryOptions;
import io.github.centrifugal.centrifuge.HistoryResult;
import io.github.centrifugal.centrifuge.PresenceResult;
import io.github.centrifugal.centrifuge.PresenceStatsResult;
import io.github.centrifugal.centrifuge.Publication;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.RPCResult;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.StreamPosition;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.it.realtime.JavaClient.Member;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the Java client of the Centrifuge protocol, which uses its Protobuf form. */
@Timeout(120)
class JavaClientTest {
    private static TidewayServer server;
    private static URI address;

    private final String room = "board:" + UUID.randomUUID();

    @BeforeAll
    static void startServer() {
        server = TidewayServer.builder()
                .port(0)
                .beans(AllFeaturesEndpoint.class, ExampleRooms.class)
                .start();
        address = server.uri("/all-features");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static void publish(Subscription subscription, byte[] data) {
        JavaClient.<PublishResult>answer(callback -> subscription.publish(data, callback));
    }

    private static void publish(Subscription subscription, String data) {
        publish(subscription, data.getBytes(UTF_8));
    }

    private static String call(JavaClient caller, String method, String data) {
        RPCResult result = answer(callback -> caller.client().rpc(method, data.getBytes(UTF_8), callback));
        if (result.getError() != null) {
            throw new IllegalStateException(result.getError());
        }
        return new String(result.getData(), UTF_8);
    }

    @Test
    void aPublicationReachesAllMembers() {
        try (JavaClient ann = JavaClient.connected(address, "ann");
                JavaClient bob = JavaClient.connected(address, "bob")) {
            Member anns = new Member();
            Member bobs = new Member();
            Subscription subscription = ann.joined(room, anns);
            bob.joined(room, bobs);
            publish(subscription, "{\"text\": \"Grüße, 世界 🌊\"}");
            for (Member member : List.of(anns, bobs)) {
                PublicationEvent heard = soon(member.publications);
                assertThat(new String(heard.getData(), UTF_8)).isEqualTo("{\"text\": \"Grüße, 世界 🌊\"}");
                assertThat(heard.getInfo().getUser()).isEqualTo("ann");
                assertThat(new String(heard.getInfo().getConnInfo(), UTF_8)).isEqualTo("{\"color\":1}");
                assertThat(heard.getOffset()).isEqualTo(1);
            }
        }
    }

    @Test
    void bytesReachMembersUnchanged() {
        try (JavaClient ann = JavaClient.connected(address, "ann")) {
            Member member = new Member();
            publish(ann.joined(room, member), new byte[] {0, -1, '\n', '{'});
            assertThat(soon(member.publications).getData()).containsExactly(0, -1, '\n', '{');
        }
    }

    @Test
    void historyAndPresenceAreRead() {
        try (JavaClient ann = JavaClient.connected(address, "ann");
                JavaClient bob = JavaClient.connected(address, "bob")) {
            Member member = new Member();
            Subscription subscription = ann.joined(room, member);
            bob.joined(room, new Member());
            assertThat(List.of(soon(member.joins), soon(member.joins))).containsExactlyInAnyOrder("ann", "bob");
            for (int i = 1; i <= 3; i++) {
                publish(subscription, Integer.toString(i));
            }
            HistoryResult all = answer(callback -> subscription.history(
                    new HistoryOptions.Builder().withLimit(-1).build(), callback));
            assertThat(all.getPublications()).extracting(Publication::getOffset).containsExactly(1L, 2L, 3L);
            assertThat(all.getOffset()).isEqualTo(3);
            HistoryResult part = answer(callback -> subscription.history(
                    new HistoryOptions.Builder()
                            .withLimit(1)
                            .withSince(new StreamPosition(1, all.getEpoch()))
                            .build(),
                    callback));
            assertThat(part.getPublications())
                    .extracting(Publication::getOffset)
                    .containsExactly(2L);
            PresenceResult presence = answer(subscription::presence);
            assertThat(presence.getClients().values())
                    .extracting(info -> info.getUser())
                    .containsExactlyInAnyOrder("ann", "bob");
            PresenceStatsResult stats = answer(subscription::presenceStats);
            assertThat(List.of(stats.getNumClients(), stats.getNumUsers())).containsExactly(2, 2);
        }
    }

    @Test
    void callsAreAnsweredOrRefused() {
        try (JavaClient ann = JavaClient.connected(address, "ann")) {
            assertThat(call(ann, "echo", "{\"n\":1}")).isEqualTo("{\"n\":1}");
            assertThatThrownBy(() -> call(ann, "refuse", "{}"))
                    .cause()
                    .isInstanceOfSatisfying(
                            ReplyError.class, e -> assertThat(e.getCode()).isEqualTo(404));
            assertThatThrownBy(() -> call(ann, "none", "{}"))
                    .cause()
                    .isInstanceOfSatisfying(
                            ReplyError.class, e -> assertThat(e.getCode()).isEqualTo(104));
            ann.client().send("[1]".getBytes(UTF_8), failure -> {});
            assertThat(soon(ann.messages)).isEqualTo("[1]".getBytes(UTF_8));
        }
    }

    @Test
    void aRoomThatTheApplicationGivesIsHeard() {
        try (JavaClient ann = JavaClient.connected(address, "ann");
                JavaClient bob = JavaClient.connected(address, "bob")) {
            call(ann, "give-room", '"' + room + '"');
            assertThat(soon(ann.given)).isEqualTo(room);
            publish(bob.joined(room, new Member()), "7");
            assertThat(soon(ann.ofGiven)).isEqualTo("7".getBytes(UTF_8));
        }
    }

    @Test
    void aTokenIsRenewedWithoutADrop() {
        try (JavaClient ann = JavaClient.connected(address, "expiring")) {
            soon(ann.asked);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(call(ann, "renewals", "{}")).isEqualTo("1"));
            assertThat(ann.connected).isEmpty();
        }
    }

    @Test
    void whatWasMissedInACutIsRecovered() throws IOException {
        try (CuttingProxy proxy = CuttingProxy.to(address);
                JavaClient ann = JavaClient.connected(proxy.uri(), "ann");
                JavaClient bob = JavaClient.connected(address, "bob")) {
            Member member = new Member();
            ann.joined(room, member);
            Subscription bobs = bob.joined(room, new Member());
            publish(bobs, "0");
            assertThat(soon(member.publications).getData()).isEqualTo("0".getBytes(UTF_8));
            proxy.cut();
            for (int i = 1; i <= 5; i++) {
                publish(bobs, Integer.toString(i));
            }
            for (int i = 1; i <= 5; i++) {
                assertThat(soon(member.publications).getData())
                        .isEqualTo(Integer.toString(i).getBytes(UTF_8));
            }
            SubscribedEvent again = soon(member.subscribed);
            assertThat(again.wasRecovering()).isTrue();
            assertThat(again.getRecovered()).isTrue();
            publish(bobs, "6");
            assertThat(soon(member.publications).getData()).isEqualTo("6".getBytes(UTF_8));
        }
    }

    @Test
    void aRefusedClientStaysAway() {
        try (JavaClient ann = new JavaClient(address, "denied")) {
            assertThat(soon(ann.disconnected).getCode()).isEqualTo(3500);
        }
    }

    @Test
    void aClientThatIsClosedStaysAway() {
        try (JavaClient ann = JavaClient.connected(address, "ann")) {
            ann.client().rpc("close", new byte[0], (failure, result) -> {}); // which may come after the close
            assertThat(soon(ann.disconnected).getCode()).isEqualTo(3503);
        }
    }

    @Test
    void aForbiddenRoomIsLeftForGood() {
        try (JavaClient ann = JavaClient.connected(address, "ann")) {
            Member member = new Member();
            ann.join("secret", member);
            assertThat(soon(member.unsubscribed).getCode()).isEqualTo(103);
        }
    }
}
