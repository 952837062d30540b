package io.tideway.ws.internal.registry;

import static io.tideway.ws.Target.room;
import static io.tideway.ws.Target.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Lets a connection leave and move after it was selected and before anything is done to it, which a condition can. */
class RacingMembersTest {
    private final TestNode node = new TestNode();
    private final FakeTransport toAnn = new FakeTransport(FakeTransport.Mode.INLINE);
    private final Connection ann = node.connect(toAnn);

    @Test
    void aMemberThatLeavesOneRoomOfAUnionAndStaysInTheOtherGetsTheMessage() {
        ann.joinRoom("a");
        ann.joinRoom("b");
        BroadcastResult result = node.manager
                .to(room("a"), room("b"))
                .matching(once(c -> c.leaveRoom("a")))
                .broadcastText("x");
        assertThat(result.queued()).isEqualTo(1);
        assertThat(toAnn.texts()).containsExactly("x");
    }

    @Test
    void aMemberThatLeavesEveryRoomOfAUnionGetsNothing() {
        ann.joinRoom("a");
        ann.joinRoom("b");
        BroadcastResult result = node.manager
                .to(room("a"), room("b"))
                .matching(once(c -> {
                    c.leaveRoom("a");
                    c.leaveRoom("b");
                }))
                .broadcastText("x");
        assertThat(result).isEqualTo(BroadcastResult.NONE);
        assertThat(toAnn.texts()).isEmpty();
    }

    @Test
    void aMemberThatMovesToARoomOfTheUnionThatWasWalkedBeforeGetsTheMessageOnce() {
        FakeTransport toBob = new FakeTransport(FakeTransport.Mode.INLINE);
        Connection bob = node.connect(toBob);
        ann.joinRoom("first");
        bob.joinRoom("last");
        node.manager
                .to(room("first"), room("empty"), room("last"))
                .matching(once(c -> {
                    bob.joinRoom("first");
                    bob.leaveRoom("last");
                }))
                .broadcastText("x");
        assertThat(toBob.texts()).containsExactly("x");
        assertThat(toAnn.texts()).containsExactly("x");
    }

    @Test
    void aMemberThatMovesAgainAndAgainWhileAUnionIsWalkedGetsTheMessageOnce() {
        FakeTransport toBob = new FakeTransport(FakeTransport.Mode.INLINE);
        Connection bob = node.connect(toBob);
        Connection early = node.connect();
        Connection middle = node.connect();
        Connection end = node.connect();
        ann.joinRoom("second");
        bob.joinRoom("fourth");
        end.joinRoom("fifth");
        Map<Connection, Runnable> moves = Map.of(
                ann, () -> move(bob, "fourth", "second"),
                end,
                        () -> {
                            early.joinRoom("first");
                            middle.joinRoom("third");
                        },
                early, () -> move(bob, "second", "fourth"),
                middle, () -> move(bob, "fourth", "second"));
        node.manager
                .to(room("first"), room("second"), room("third"), room("fourth"), room("fifth"))
                .matching(c -> {
                    moves.getOrDefault(c, () -> {}).run();
                    return true;
                })
                .broadcastText("x");
        assertThat(toBob.texts()).containsExactly("x");
    }

    @Test
    void aMemberThatJoinsAnExcludedRoomBeforeTheMessageIsQueuedGetsNothing() {
        ann.joinRoom("lobby");
        BroadcastResult result = node.manager
                .room("lobby")
                .except(room("muted"))
                .matching(once(c -> c.joinRoom("muted")))
                .broadcastText("x");
        assertThat(result).isEqualTo(BroadcastResult.NONE);
        assertThat(toAnn.texts()).isEmpty();
    }

    @Test
    void aConnectionThatMovesBetweenExcludedRoomsGetsNothing() {
        ann.joinRoom("lobby");
        ann.joinRoom("muted");
        node.manager
                .room("lobby")
                .except(room("silenced"), room("muted"))
                .matching(once(c -> move(c, "muted", "silenced")))
                .broadcastText("x");
        assertThat(toAnn.texts()).isEmpty();
    }

    @Test
    void aConnectionThatChangesBetweenTheUsersOfAUnionGetsTheMessage() {
        ann.setUserId("ann");
        node.manager
                .to(user("ann"), user("anna"))
                .matching(once(c -> c.setUserId("anna")))
                .broadcastText("x");
        assertThat(toAnn.texts()).containsExactly("x");
    }

    @Test
    void aCloseSentToARoomSparesAConnectionThatHasJustLeft() {
        assertThat(leaving().close(CloseFrame.GOING_AWAY)).isZero();
        assertThat(ann.isOpen()).isTrue();
        assertThat(toAnn.closes()).isEmpty();
    }

    @Test
    void aBroadcastCloseSparesAConnectionThatHasJustLeft() {
        assertThat(leaving().broadcast(Message.close())).isEqualTo(BroadcastResult.NONE);
        assertThat(ann.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatHasJustLeftJoinsNoOtherRoom() {
        assertThat(leaving().joinRoom("other")).isZero();
        assertThat(ann.rooms()).isEmpty();
    }

    @Test
    void aConnectionThatHasJustLeftStaysInItsOtherRooms() {
        ann.joinRoom("other");
        assertThat(leaving().leaveRoom("other")).isZero();
        assertThat(ann.rooms()).containsExactly("other");
    }

    @Test
    void aConnectionThatHasJustLeftIsNeitherCountedNorListed() {
        assertThat(leaving().count()).isZero();
        assertThat(leaving().connections()).isEmpty();
    }

    /** Selects the room's members, of whom ann leaves it before anything is done. */
    private Audience leaving() {
        ann.joinRoom("lobby");
        return node.manager.to(room("lobby")).matching(once(c -> c.leaveRoom("lobby")));
    }

    private static void move(Connection connection, String from, String to) {
        connection.joinRoom(to);
        connection.leaveRoom(from);
    }

    private static Predicate<Connection> once(Consumer<Connection> change) {
        boolean[] done = {false};
        return connection -> {
            if (!done[0]) {
                done[0] = true;
                change.accept(connection);
            }
            return true;
        };
    }
}
