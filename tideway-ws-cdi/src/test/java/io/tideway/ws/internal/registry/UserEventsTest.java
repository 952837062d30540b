package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import org.junit.jupiter.api.Test;

class UserEventsTest {
    private final TestNode node = new TestNode();
    private final LiveConnection first = node.connect();
    private final LiveConnection second = node.connect();

    @Test
    void onlyTheFirstAndTheLastConnectionOfAUserAreTold() {
        first.setUserId("ann");
        second.setUserId("ann");
        first.setUserId(null);
        assertThat(node.userEvents).containsExactly("ann connected");
        second.setUserId(null);
        assertThat(node.userEvents).containsExactly("ann connected", "ann disconnected");
    }

    @Test
    void aConnectionThatEndsDisconnectsItsUser() {
        first.setUserId("ann");
        first.lifecycle().closedByContainer(CloseFrame.NORMAL);
        assertThat(node.userEvents).containsExactly("ann connected", "ann disconnected");
    }

    @Test
    void aConnectionThatChangesItsUserConnectsTheNewOneFirst() {
        first.setUserId("ann");
        first.setUserId("anna");
        assertThat(node.userEvents).containsExactly("ann connected", "anna connected", "ann disconnected");
    }

    @Test
    void aConnectionThatIsClosingGetsNoOtherUser() {
        first.close();
        first.setUserId("ann");
        assertThat(node.userEvents).isEmpty();
        assertThat(first.userId()).isEmpty();
    }

    @Test
    void settingTheSameUserAgainTellsNothing() {
        first.setUserId("ann");
        first.setUserId("ann");
        assertThat(node.userEvents).containsExactly("ann connected");
    }
}
