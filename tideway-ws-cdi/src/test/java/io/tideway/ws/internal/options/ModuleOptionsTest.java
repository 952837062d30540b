package io.tideway.ws.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ModuleOptionsTest {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private final ModuleOptions options = new ModuleOptions(new SystemSettings(properties, environment), "rooms");

    @Test
    void whatIsNotConfiguredIsEmpty() {
        assertThat(options.text("prefix")).isEmpty();
        assertThat(options.number("size", 0, 10)).isEmpty();
        assertThat(options.duration("age", LEAST, MOST)).isEmpty();
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void valuesAreReadWithoutSurroundingSpace() {
        properties.setProperty("tideway.ws.rooms.prefix", " team ");
        properties.setProperty("tideway.ws.rooms.size", " 10 ");
        environment.put("TIDEWAY_WS_ROOMS_AGE", "2m");
        assertThat(options.text("prefix")).contains("team");
        assertThat(options.number("size", 0, 10)).contains(10);
        assertThat(options.duration("age", LEAST, MOST)).contains(Duration.ofMinutes(2));
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void everyValueThatIsNotAcceptedIsReportedWithItsKeyAndBounds() {
        properties.setProperty("tideway.ws.rooms.size", "11");
        properties.setProperty("tideway.ws.rooms.count", "many");
        properties.setProperty("tideway.ws.rooms.age", "2h");
        assertThat(options.number("size", 0, 10)).isEmpty();
        assertThat(options.number("count", 0, 10)).isEmpty();
        assertThat(options.duration("age", LEAST, MOST)).isEmpty();
        assertThat(options.problems())
                .hasSize(3)
                .allMatch(problem -> problem.startsWith("TIDEWAY-121 "))
                .anyMatch(problem -> problem.contains("rooms.size must be 0 to 10, but was \"11\"")
                        && problem.endsWith("in the configuration key tideway.ws.rooms.size"))
                .anyMatch(problem -> problem.contains("rooms.count must be a whole number"))
                .anyMatch(problem -> problem.contains("rooms.age must be 100ms to 1h, but was \"2h\""));
    }

    @Test
    void keysOfTheModuleThatNameNoOptionAreReported() {
        properties.setProperty("tideway.ws.rooms.sise", "1");
        properties.setProperty("tideway.ws.max-rooms", "1");
        properties.setProperty("tideway.ws.roomservice", "1");
        environment.put("TIDEWAY_WS_ROOMS_SISE", "1");
        var unused = options.number("size", 0, 10);
        assertThat(options.problems())
                .allMatch(problem -> problem.startsWith("TIDEWAY-120 ") && problem.contains("rooms.size"))
                .anyMatch(problem -> problem.contains("TIDEWAY_WS_ROOMS_SISE"));
    }

    @Test
    void anEnvironmentVariableThatIsAlsoListedAsAKeyIsReadOnce() {
        properties.setProperty("tideway.ws.rooms.max.age", "2m"); // as some servers list the variable
        environment.put("TIDEWAY_WS_ROOMS_MAX_AGE", "2m");
        assertThat(options.duration("max-age", LEAST, MOST)).contains(Duration.ofMinutes(2));
        assertThat(options.problems()).isEmpty();
    }
}
