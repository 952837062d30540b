package io.tideway.ws.internal.delivery;

import static io.tideway.ws.Target.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.registry.Selection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final List<String> deliveries = new ArrayList<>();
    private final TestNode node = new TestNode() {
        @Override
        protected void delivered(Selection selection, Publication publication, BroadcastResult result) {
            deliveries.add(selection + " " + publication.message() + " " + result);
            throw new AssertionError("as the test wants it");
        }
    };
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
    private final LiveConnection connection = node.connect(transport);
    private final Selection lobby = Selection.of(List.of(room("lobby")));

    @Test
    void onlyWhatIsPublishedHereCountsAsABroadcast() {
        node.delivery.deliverLocally(lobby, Publication.of(Message.text("from another node"), Destination.CONNECTIONS));
        assertThat(node.manager.totalBroadcasts()).isZero();
        node.delivery.publish(lobby, Publication.of(Message.text("from here"), Destination.CONNECTIONS));
        assertThat(node.manager.totalBroadcasts()).isEqualTo(1);
    }

    @Test
    void whatAnotherNodePublishedReachesTheMembersHere() {
        connection.joinRoom("lobby");
        BroadcastResult result =
                node.delivery.deliverLocally(lobby, Publication.of(Message.text("x"), Destination.CONNECTIONS));
        assertThat(result).isEqualTo(new BroadcastResult(1, 1, 0, 0, 0, 0));
        assertThat(transport.texts()).containsExactly("x");
    }

    @Test
    void listenersLearnOfEachPublicationOnceWhateverTheyThrow() {
        connection.joinRoom("lobby");
        Message message = Message.text("x");
        BroadcastResult result = node.delivery.publish(lobby, Publication.of(message, Destination.CONNECTIONS));
        assertThat(deliveries).containsExactly(lobby + " " + message + " " + result);
    }

    @Test
    void actionsOfAnotherNodeAreAppliedHere() {
        assertThat(node.delivery.applyLocally(Selection.everyone(), new Action.JoinRoom("lobby"), Runnable::run))
                .isEqualTo(1);
        assertThat(node.delivery.applyLocally(lobby, new Action.JoinRoom("party"), Runnable::run))
                .isEqualTo(1);
        assertThat(node.delivery.applyLocally(lobby, new Action.LeaveRoom("lobby"), Runnable::run))
                .isEqualTo(1);
        assertThat(connection.rooms()).containsExactly("party");
        assertThat(node.delivery.applyLocally(
                        Selection.everyone(), new Action.Close(CloseFrame.GOING_AWAY), Runnable::run))
                .isEqualTo(1);
        assertThat(transport.closes()).containsExactly(CloseFrame.GOING_AWAY);
    }
}
