package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static Command read(String json) {
        return Command.read(new JsonCursor(json));
    }

    @Test
    void positionsInsidePositionsAreSkipped() {
        Command history = read("{\"id\":1,\"history\":{\"since\":{\"offset\":1,\"since\":{\"offset\":2}}}}");
        assertThat(history.since).isEqualTo(new Position("", 1));
        Command connect =
                read("{\"id\":1,\"connect\":{\"subs\":{\"a\":{\"recover\":true,\"offset\":3,\"subs\":{\"b\":1}}}}}");
        assertThat(connect.rooms).containsOnlyKeys("a");
    }

    @Test
    void namesOfOneHashCodeAreReadInTime() {
        String headers = IntStream.range(0, 1 << 18)
                .mapToObj(number -> "\"" + colliding(number) + "\":\"\"")
                .collect(Collectors.joining(","));
        Command connect = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> read("{\"id\":1,\"connect\":{\"headers\":{" + headers + "}}}"));
        assertThat(connect.headers).hasSize(1 << 18);
    }

    private static String colliding(int number) {
        return IntStream.range(0, 18)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
