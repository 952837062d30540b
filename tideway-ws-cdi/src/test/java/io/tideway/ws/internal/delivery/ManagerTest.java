package io.tideway.ws.internal.delivery;

import static io.tideway.ws.Target.connection;
import static io.tideway.ws.Target.room;
import static io.tideway.ws.Target.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.Room;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerTest {
    private final TestNode node = new TestNode();
    private final FakeTransport toAnn = new FakeTransport(FakeTransport.Mode.INLINE);
    private final FakeTransport toBob = new FakeTransport(FakeTransport.Mode.INLINE);
    private final FakeTransport toCid = new FakeTransport(FakeTransport.Mode.INLINE);
    private Connection ann;
    private Connection bob;
    private Connection cid;

    @BeforeEach
    void connectThree() {
        ann = node.connect(toAnn);
        bob = node.connect(toBob);
        cid = node.connect(toCid);
        ann.setUserId("ann");
        bob.setUserId("bob");
    }

    @Test
    void countsAndFindsConnections() {
        assertThat(node.manager.connectionCount()).isEqualTo(3);
        assertThat(node.manager.totalConnections()).isEqualTo(3);
        assertThat(node.manager.maxConnections()).isEqualTo(Integer.MAX_VALUE);
        assertThat(node.manager.get(ann.id())).containsSame(ann);
        assertThat(node.manager.get("unknown")).isEmpty();
        assertThat(node.manager.connections()).containsExactlyInAnyOrder(ann, bob, cid);
    }

    @Test
    void afterAThrowingConditionBroadcastsStillArrive() {
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> node.manager
                        .toAll()
                        .matching(c -> {
                            if (asked.incrementAndGet() == 3) {
                                throw new IllegalStateException("as the test wants it");
                            }
                            return true;
                        })
                        .broadcastText("half"))
                .hasMessage("as the test wants it");
        assertThat(node.manager.broadcastText("whole").isComplete()).isTrue();
        assertThat(List.of(toAnn, toBob, toCid))
                .allSatisfy(transport -> assertThat(transport.texts()).endsWith("whole"));
    }

    @Test
    void joiningByConnectionAndByManagerIsOneTruth() {
        assertThat(ann.joinRoom("lobby")).isTrue();
        assertThat(node.manager.addToRoom(bob.id(), "lobby")).isTrue();
        assertThat(node.manager.room("lobby").join(cid)).isTrue();
        assertThat(node.manager.addToRoom(bob.id(), "lobby")).isFalse();
        assertThat(node.manager.addToRoom("unknown", "lobby")).isFalse();
        assertThat(bob.isInRoom("lobby")).isTrue();
        assertThat(node.manager.roomMembers("lobby")).containsExactlyInAnyOrder(ann.id(), bob.id(), cid.id());
        assertThat(node.manager.removeFromRoom(ann.id(), "lobby")).isTrue();
        assertThat(ann.rooms()).isEmpty();
        assertThat(bob.leaveRoom("lobby")).isTrue();
        assertThat(node.manager.room("lobby").leave(cid)).isTrue();
        assertThat(node.manager.rooms()).isEmpty();
        assertThat(node.manager.roomCount()).isZero();
    }

    @Test
    void aRoomKnowsItsMembersAndBroadcastsToThem() {
        Room lobby = node.manager.room("lobby");
        lobby.join(ann);
        lobby.join(bob);
        assertThat(lobby.name()).isEqualTo("lobby");
        assertThat(lobby.memberCount()).isEqualTo(2);
        assertThat(lobby.members()).containsExactlyInAnyOrder(ann, bob);
        assertThat(lobby.broadcastText("hi")).isEqualTo(new BroadcastResult(2, 2, 0, 0, 0, 0));
        lobby.except(ann).broadcastText("but ann");
        assertThat(toAnn.texts()).containsExactly("hi");
        assertThat(toBob.texts()).containsExactly("hi", "but ann");
        assertThat(toCid.texts()).isEmpty();
    }

    @Test
    void theShortcutsReachRoomsAndUsers() {
        ann.joinRoom("lobby");
        node.manager.broadcastToRoom("lobby", Message.text("1"));
        node.manager.broadcastTextToRoom("lobby", "2");
        node.manager.broadcastJsonToRoom("lobby", 3);
        node.manager.broadcastToUser("ann", Message.text("4"));
        node.manager.broadcastTextToUser("ann", "5");
        node.manager.broadcastJsonToUser("ann", 6);
        assertThat(toAnn.texts()).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(node.manager.totalBroadcasts()).isEqualTo(6);
    }

    @Test
    void everyoneHearsAGlobalBroadcastOfEachKind() {
        assertThat(node.manager.broadcastText("t").isComplete()).isTrue();
        assertThat(node.manager.broadcastJson(List.of(1)).queued()).isEqualTo(3);
        assertThat(node.manager.broadcastBinary(ByteBuffer.wrap(new byte[2])).queued())
                .isEqualTo(3);
        assertThat(toCid.texts()).containsExactly("t", "[1]");
        assertThat(toCid.count()).isEqualTo(3);
    }

    @Test
    void aUnionReachesEachConnectionOnce() {
        ann.joinRoom("a");
        ann.joinRoom("b");
        bob.joinRoom("b");
        BroadcastResult result = node.manager
                .to(room("a"), room("b"), user("ann"), connection(cid.id()))
                .broadcastText("once");
        assertThat(result.targets()).isEqualTo(3);
        assertThat(toAnn.texts()).containsExactly("once");
    }

    @Test
    void exceptionsAndConditionsNarrow() {
        ann.joinRoom("lobby");
        bob.joinRoom("lobby");
        cid.joinRoom("lobby");
        bob.setMetadata("beta", true);
        Audience lobby = node.manager.to(room("lobby"));
        assertThat(lobby.count()).isEqualTo(3);
        assertThat(lobby.except(ann).connections()).containsExactlyInAnyOrder(bob, cid);
        assertThat(lobby.except(user("bob"), connection(cid.id())).connections())
                .containsExactly(ann);
        assertThat(lobby.except(room("lobby")).count()).isZero();
        assertThat(lobby.matching(c -> c.metadata().containsKey("beta")).connections())
                .containsExactly(bob);
        assertThat(lobby.onPath("/ws").count()).isEqualTo(3);
        assertThat(lobby.onPath("/other").count()).isZero();
        assertThat(lobby.localOnly().count()).isEqualTo(3);
        assertThat(node.manager.to().count()).isZero();
        assertThat(node.manager.toAll().except(ann, bob).connections()).containsExactly(cid);
    }

    @Test
    void aRoomNarrowsAndActsAsAnyAudience() {
        Room lobby = node.manager.room("lobby");
        lobby.join(ann);
        lobby.join(bob);
        assertThat(lobby.except(user("bob")).connections()).containsExactly(ann);
        assertThat(lobby.matching(c -> c == bob).connections()).containsExactly(bob);
        assertThat(lobby.onPath("/other").count()).isZero();
        assertThat(lobby.localOnly().count()).isEqualTo(2);
        assertThat(lobby.joinRoom("party")).isEqualTo(2);
        assertThat(lobby.leaveRoom("lobby")).isEqualTo(2);
        assertThat(node.manager.room("party").close(CloseFrame.GOING_AWAY)).isEqualTo(2);
        assertThat(cid.isOpen()).isTrue();
    }

    @Test
    void aPathSelectsTheConnectionsOfOneEndpoint() {
        assertThat(node.manager.onPath("/ws").count()).isEqualTo(3);
        assertThat(node.manager.onPath("/other").count()).isZero();
    }

    @Test
    void usersAreOnlineWhileTheyHaveConnections() {
        assertThat(node.manager.users()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(node.manager.isOnline("ann")).isTrue();
        assertThat(node.manager.isOnline("cid")).isFalse();
        ann.setUserId(null);
        assertThat(node.manager.isOnline("ann")).isFalse();
    }

    @Test
    void bytesAreBroadcastAsTheyWereGiven() {
        byte[] data = {1, 2};
        node.manager.toAll().broadcastBinary(data);
        data[0] = 9;
        assertThat(toAnn.count()).isEqualTo(1);
    }

    @Test
    void aSelectionJoinsLeavesAndCloses() {
        ann.joinRoom("old");
        bob.joinRoom("old");
        assertThat(node.manager.to(room("old")).joinRoom("new")).isEqualTo(2);
        assertThat(node.manager.to(room("old")).joinRoom("new")).isZero();
        assertThat(node.manager.to(room("old")).leaveRoom("old")).isEqualTo(2);
        assertThat(node.manager.rooms()).containsExactly("new");
        assertThat(node.manager.to(room("new")).close(CloseFrame.GOING_AWAY)).isEqualTo(2);
        assertThat(toAnn.closes()).containsExactly(CloseFrame.GOING_AWAY);
        assertThat(cid.isOpen()).isTrue();
        assertThatThrownBy(() -> node.manager.toAll().close(CloseFrame.ABNORMAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1006");
    }

    @Test
    void aBroadcastCloseCloses() {
        node.manager.to(user("ann")).broadcast(Message.close(CloseFrame.of(4000)));
        assertThat(toAnn.closes()).containsExactly(CloseFrame.of(4000));
        assertThat(ann.send(Message.close())).isEqualTo(io.tideway.ws.SendResult.CLOSED);
    }

    @Test
    void theUserIndexFollowsAtOnce() {
        assertThat(node.manager.userConnections("ann")).containsExactly(ann);
        cid.setUserId("ann");
        assertThat(node.manager.userConnections("ann")).containsExactlyInAnyOrder(ann, cid);
        ann.setUserId("anna");
        assertThat(node.manager.userConnections("ann")).containsExactly(cid);
        assertThat(ann.userId()).contains("anna");
        cid.setUserId(null);
        assertThat(node.manager.userConnections("ann")).isEmpty();
        assertThat(node.manager.metrics().users()).isEqualTo(2);
    }

    @Test
    void broadcastsCountWhatBecameOfThem() {
        FakeTransport stuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        EndpointOptions one = EndpointOptions.builder().outboundQueueMessages(1).build();
        LiveConnection slow = node.connect(stuck, one, new RecordingHandler());
        slow.sendText("fills the queue");
        cid.close();
        assertThat(node.manager.broadcastText("x")).isEqualTo(new BroadcastResult(4, 2, 0, 1, 1, 0));
        assertThat(node.manager.metrics().messagesDropped()).isEqualTo(1);
    }

    @Test
    void flushedCompletesOnceAllLanesAreOut() {
        FakeTransport slow = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        Connection dan = node.connect(slow);
        node.manager.broadcastText("1");
        dan.sendText("2");
        CompletableFuture<Void> everyone = node.manager.flushed().toCompletableFuture();
        CompletableFuture<Void> own = dan.flushed().toCompletableFuture();
        CompletableFuture<Void> others =
                node.manager.toAll().except(dan).flushed().toCompletableFuture();
        assertThat(everyone).isNotDone();
        assertThat(others).isDone();
        slow.completeAll();
        assertThat(everyone).isCompleted();
        assertThat(own).isCompleted();
        assertThat(node.manager.flushed().toCompletableFuture()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nb", "a\0b", "\u202E", "\uD800", "tab\t"})
    void refusesNamesThatAreNotPrintable(String name) {
        assertThatThrownBy(() -> ann.joinRoom(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TIDEWAY-441")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> node.manager.room(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "*", "a b", "räume/房间", "😀", "a?b#c"})
    void takesPrintableNamesForOpaque(String name) {
        ann.joinRoom(name);
        assertThat(node.manager.roomMembers(name)).containsExactly(ann.id());
        assertThat(node.manager.broadcastTextToRoom(name, "x").targets()).isEqualTo(1);
    }

    @Test
    void boundsNamesAndRooms() {
        assertThat(ann.joinRoom("r".repeat(255))).isTrue();
        assertThatThrownBy(() -> ann.joinRoom("r".repeat(256))).hasMessageContaining("1 to 255");
        assertThatThrownBy(() -> ann.setUserId("u".repeat(10_000))).hasMessageContaining("TIDEWAY-442");
        for (int i = 1; i < 100; i++) {
            ann.joinRoom("room " + i);
        }
        assertThatThrownBy(() -> ann.joinRoom("one too many"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max-rooms");
        assertThat(node.manager.toAll().joinRoom("one too many")).isEqualTo(2);
    }
}
