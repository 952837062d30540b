package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.fixture.TestNode;
import org.junit.jupiter.api.Test;

class ConnectionAttributesTest {
    private final TestNode node = new TestNode();
    private final Connection connection = node.connect();

    @Test
    void aClearedUserIsOnlineNoLonger() {
        connection.setUserId("ann");
        connection.clearUserId();
        assertThat(connection.userId()).isEmpty();
        assertThat(node.manager.isOnline("ann")).isFalse();
    }

    @Test
    void nullClearsTheUserToo() {
        connection.setUserId("ann");
        connection.setUserId(null);
        assertThat(connection.userId()).isEmpty();
    }

    @Test
    void aRemovedAttributeIsNotSet() {
        connection.setMetadata("language", "de");
        connection.setMetadata("theme", "dark");
        connection.removeMetadata("language");
        connection.removeMetadata("unknown");
        assertThat(connection.metadata()).containsOnlyKeys("theme");
    }

    @Test
    void nullRemovesAnAttributeToo() {
        connection.setMetadata("language", "de");
        connection.setMetadata("language", null);
        assertThat(connection.metadata()).isEmpty();
    }
}
