package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds what a broker promises about presence and about nodes. */
abstract class PresenceContract extends RetentionContract {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-01T08:00:00.123Z");

    private static PresenceMember member(String connection, String user, int second) {
        return new PresenceMember(
                connection, Optional.of(user).filter(id -> !id.isEmpty()), Optional.empty(), START.plusSeconds(second));
    }

    private PresenceCount count(Node node, String room) {
        return result(node.broker().presenceCount(room));
    }

    private Presence presence(Node node, String room) {
        return result(node.broker().presence(room));
    }

    @Test
    void presenceListsTheMembersOfAllNodesInTheOrderOfTheirJoins() {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");
        PresenceMember first =
                new PresenceMember("c1", Optional.of("ann"), Optional.of("{\"name\":\"\u00c4nn\"}"), START);
        PresenceMember second = member("c2", "", 1);
        PresenceMember third = member("c3", "b:{o}\u4e16b", 2);

        result(other.broker().present(room, List.of(third), LONG));
        result(node.broker().present(room, List.of(second, first), LONG));

        for (Node asked : List.of(node, other)) {
            assertEquals(List.of(first, second, third), presence(asked, room).members());
        }
    }

    @Test
    void anEmptyRoomHasNoPresence() {
        Node node = startNode();
        String room = unique("room");

        result(node.broker().present(room, List.of(), LONG));

        assertEquals(Presence.NONE, presence(node, room));
        assertEquals(PresenceCount.NONE, count(node, room));
    }

    @Test
    void aMemberThatIsPresentAlreadyIsReplaced() {
        Node node = startNode();
        String room = unique("room");
        result(node.broker().present(room, List.of(member("c1", "ann", 1), member("c2", "ann", 2)), LONG));
        PresenceMember replaced = new PresenceMember("c1", Optional.of("bob"), Optional.of("1"), START.plusSeconds(1));

        result(node.broker().present(room, List.of(replaced), LONG));

        assertEquals(
                List.of(replaced, member("c2", "ann", 2)), presence(node, room).members());
        assertEquals(new PresenceCount(2, 2), count(node, room));
    }

    @Test
    void countsHaveEachUserOnceAndLeaveOutAnonymousConnections() {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");

        result(node.broker().present(room, List.of(member("c1", "ann", 1), member("c2", "", 2)), LONG));
        result(other.broker().present(room, List.of(member("c3", "ann", 3), member("c4", "bob", 4)), LONG));

        assertEquals(new PresenceCount(4, 2), count(node, room));
        assertEquals(new PresenceCount(4, 2), count(other, room));
    }

    @Test
    void anAbsentMemberIsGone() {
        Node node = startNode();
        String room = unique("room");
        result(node.broker().present(room, List.of(member("c1", "ann", 1), member("c2", "ann", 2)), LONG));

        result(node.broker().absent(room, "c1"));
        assertEquals(List.of(member("c2", "ann", 2)), presence(node, room).members());
        assertEquals(new PresenceCount(1, 1), count(node, room));

        result(node.broker().absent(room, "c1"));
        result(node.broker().absent(room, "c2"));
        assertEquals(Presence.NONE, presence(node, room));
        assertEquals(PresenceCount.NONE, count(node, room));
    }

    @Test
    void membersThatAreNotRefreshedVanish() {
        Node node = startNode();
        String room = unique("room");
        result(node.broker().present(room, List.of(member("c1", "ann", 1)), LONG));
        result(node.broker().present(room, List.of(member("c2", "bob", 2), member("c3", "ann", 3)), BRIEF));

        assertEquals(new PresenceCount(1, 1), eventually(() -> count(node, room), so -> so.connections() < 3));
        assertEquals(List.of(member("c1", "ann", 1)), presence(node, room).members());
    }

    @Test
    void theListOfMembersHasNoneThatAreNotRefreshed() {
        Node node = startNode();
        String room = unique("room");
        result(node.broker().present(room, List.of(member("c1", "ann", 1)), BRIEF));

        assertEquals(
                Presence.NONE,
                eventually(() -> presence(node, room), so -> so.members().isEmpty()));
    }

    @Test
    void membersThatAreRefreshedStay() {
        Node node = startNode();
        String room = unique("room");
        Duration twoSeconds = Duration.ofSeconds(2);

        during(
                Duration.ofSeconds(3),
                () -> result(node.broker().present(room, List.of(member("c1", "ann", 1)), twoSeconds)));

        assertEquals(new PresenceCount(1, 1), count(node, room));
        assertEquals(List.of(member("c1", "ann", 1)), presence(node, room).members());
    }

    @Test
    void presencesOfRoomsAreApart() {
        Node node = startNode();
        String room = unique("room");

        result(node.broker().present(room, List.of(member("c1", "ann", 1)), LONG));
        result(node.broker().present(room + "}", List.of(member("c1", "bob", 1)), LONG));
        result(node.broker().absent(room + "}", "c1"));

        assertEquals(new PresenceCount(1, 1), count(node, room));
        assertEquals(PresenceCount.NONE, count(node, room + "}"));
    }

    @Test
    void announcedNodesAreListedOnAll() {
        Node node = startNode();
        Node other = otherNode(node);

        result(node.broker().announce(new ClusterNode(node.id(), START, 1), LONG));
        result(other.broker().announce(new ClusterNode(other.id(), START, 2), LONG));
        result(node.broker().announce(new ClusterNode(node.id(), START, 3), LONG));

        for (Node asked : List.of(node, other)) {
            List<ClusterNode> nodes = result(asked.broker().nodes());
            assertTrue(nodes.contains(new ClusterNode(node.id(), START, 3)), nodes::toString);
            assertTrue(nodes.stream().anyMatch(one -> one.id().equals(other.id())), nodes::toString);
            assertEquals(
                    1, nodes.stream().filter(one -> one.id().equals(node.id())).count());
        }
    }

    @Test
    void aNodeThatWithdrawsIsNotListed() {
        Node node = startNode();
        result(node.broker().withdraw());
        result(node.broker().announce(new ClusterNode(node.id(), START, 1), LONG));

        result(node.broker().withdraw());

        assertFalse(isListed(node));
    }

    @Test
    void anAnnouncementThatIsNotRefreshedEnds() {
        Node node = startNode();

        result(node.broker().announce(new ClusterNode(node.id(), START, 1), BRIEF));

        eventually(() -> isListed(node), listed -> !listed);
    }

    private boolean isListed(Node node) {
        return result(node.broker().nodes()).stream().anyMatch(one -> one.id().equals(node.id()));
    }
}
