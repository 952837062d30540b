package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionIdsTest {
    private final ConnectionIds ids = new ConnectionIds("node0001");

    @Test
    void anIdHasItsNodeAndAWholeRandomUuid() {
        assertThat(ids.next()).matches("node0001[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
        assertThat(ids.next()).isNotEqualTo(ids.next());
    }

    @Test
    void theNodeIsReadFromAnId() {
        assertThat(ConnectionIds.nodeOf(ids.next())).isEqualTo("node0001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node0001",
                "550e8400-e29b-41d4-a716-446655440000",
                "no:e0001aaaaaaaabbbbbbbbccccccccdddddddd"
            })
    void whatIsNotAnIdHasNoNode(String text) {
        assertThat(ConnectionIds.nodeOf(text)).isEmpty();
    }

    @Test
    void theIdOfANodeHasEightCharacters() {
        assertThatThrownBy(() -> new ConnectionIds("node")).isInstanceOf(IllegalArgumentException.class);
    }
}
