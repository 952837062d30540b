package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void everyListenerIsToldInOrder() {
        new Listeners<>(List.of("first", "second")).tell(told::add);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aThrowingListenerDoesNotKeepTheOthersFromBeingTold() {
        new Listeners<>(List.of("first", "second")).tell(listener -> {
            told.add(listener);
            throw new AssertionError(listener);
        });
        assertThat(told).containsExactly("first", "second");
    }
}
