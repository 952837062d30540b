package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BroadcastResultTest {

    @Test
    void isCompleteIfEveryTargetAcceptedTheMessage() {
        assertThat(new BroadcastResult(2, 2, 0, 0, 0, 0).isComplete()).isTrue();
        assertThat(BroadcastResult.NONE.isComplete()).isTrue();
    }

    @Test
    void isNotCompleteIfATargetDidNotAcceptTheMessage() {
        assertThat(new BroadcastResult(2, 1, 1, 0, 0, 0).isComplete()).isFalse();
        assertThat(new BroadcastResult(2, 1, 0, 1, 0, 0).isComplete()).isFalse();
        assertThat(new BroadcastResult(2, 1, 0, 0, 1, 0).isComplete()).isFalse();
    }

    @Test
    void refusesCountsThatDoNotAddUp() {
        assertThatThrownBy(() -> new BroadcastResult(3, 1, 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BroadcastResult(0, 1, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deferredTargetsHaveNotRefused() {
        assertThat(new BroadcastResult(3, 1, 0, 0, 0, 2).isComplete()).isTrue();
        assertThat(new BroadcastResult(3, 0, 0, 0, 1, 2).isComplete()).isFalse();
    }
}
