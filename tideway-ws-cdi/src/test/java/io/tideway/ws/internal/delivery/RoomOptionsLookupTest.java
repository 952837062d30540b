package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.messages.SafeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RoomOptionsLookupTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Supplier<SafeLog.Entry>> lines = new ArrayList<>();

    private void failed(Throwable cause, Supplier<SafeLog.Entry> line) {
        failures.add(cause);
        lines.add(line);
    }

    @Test
    void aRoomWhosePolicyThrowsRemembersNothingAndIsNamed() {
        RoomOptionsLookup lookup = new RoomOptionsLookup(
                room -> {
                    throw new NumberFormatException(room);
                },
                this::failed);
        assertThat(lookup.optionsOf("board:x")).isEqualTo(RoomOptions.none());
        assertThat(failures).singleElement().isInstanceOf(NumberFormatException.class);
        assertThat(lines.get(0).get().summary()).startsWith("TIDEWAY-460 ").contains("board:x");
    }
}
