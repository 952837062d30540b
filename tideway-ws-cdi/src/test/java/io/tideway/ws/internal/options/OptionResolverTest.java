package io.tideway.ws.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.WebSocketEndpoint;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionResolverTest {
    private final OptionSources sources = new OptionSources();

    @WebSocketEndpoint("/plain")
    private static final class Plain {}

    @WebSocketEndpoint(
            value = "/full",
            maxMessageBytes = 1,
            inboundRate = 2,
            inboundBurst = 3,
            inboundQueueMessages = 4,
            inboundQueueBytes = 4_000,
            outboundQueueMessages = 5,
            outboundQueueBytes = 6,
            overflow = OverflowPolicy.DROP_OLDEST,
            writeDelay = "5ms",
            sendTimeout = "7s",
            closeTimeout = "800ms",
            heartbeatInterval = "PT9S",
            heartbeatTimeout = "1m",
            maxConnections = 11,
            maxRooms = 12,
            maxRoomNameLength = 13,
            allowedOrigins = {"https://a.example", "https://b.example"},
            subprotocols = "v1",
            requireSubprotocol = true,
            compression = true,
            dispatch = Dispatch.MANAGED)
    private static final class Full {}

    @WebSocketEndpoint(
            value = "/bad",
            outboundQueueMessages = 0,
            sendTimeout = "10",
            maxRooms = {1, 2})
    private static final class Bad {}

    @WebSocketEndpoint(value = "/crossed", heartbeatInterval = "30s", heartbeatTimeout = "20s")
    private static final class Crossed {}

    @Test
    void defaultsAreThoseOfTheApi() {
        assertThat(sources.resolve(Plain.class)).isEqualTo(EndpointOptions.DEFAULTS);
    }

    @Test
    void everyOptionCanBeAnAttribute() {
        assertThat(sources.resolve(Full.class))
                .isEqualTo(EndpointOptions.builder()
                        .maxMessageBytes(1)
                        .inboundRate(2)
                        .inboundBurst(3)
                        .inboundQueueMessages(4)
                        .inboundQueueBytes(4_000)
                        .outboundQueueMessages(5)
                        .outboundQueueBytes(6)
                        .overflow(OverflowPolicy.DROP_OLDEST)
                        .writeDelay(Duration.ofMillis(5))
                        .sendTimeout(Duration.ofSeconds(7))
                        .closeTimeout(Duration.ofMillis(800))
                        .heartbeatInterval(Duration.ofSeconds(9))
                        .heartbeatTimeout(Duration.ofMinutes(1))
                        .maxConnections(11)
                        .maxRooms(12)
                        .maxRoomNameLength(13)
                        .allowedOrigins(List.of("https://a.example", "https://b.example"))
                        .subprotocols(List.of("v1"))
                        .requireSubprotocol(true)
                        .compression(true)
                        .dispatch(Dispatch.MANAGED)
                        .build());
        assertThat(sources.problems).isEmpty();
    }

    @Test
    void everyFieldOfTheBuilderIsAnOption() {
        List<String> fields = Arrays.stream(EndpointOptions.Builder.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .toList();
        assertThat(new OptionTable().all()).extracting(Option::attribute).hasSameElementsAs(fields);
    }

    @Test
    void laterPlacesWin() {
        EndpointOptions produced = EndpointOptions.builder()
                .maxRooms(1)
                .outboundQueueMessages(1)
                .inboundRate(1)
                .maxConnections(1)
                .build();
        sources.properties.setProperty("tideway.ws.inbound-rate", "3");
        sources.properties.setProperty("tideway.ws.max-connections", "3");
        sources.properties.setProperty("tideway.ws.\"/full\".max-connections", "4");
        EndpointOptions full =
                sources.resolver(produced).resolve(OptionSources.annotation(Full.class), "Full", sources.problems::add);
        assertThat(full.maxRooms()).as("annotation over produced").isEqualTo(12);
        assertThat(full.inboundRate()).as("configuration over annotation").isEqualTo(3);
        assertThat(full.maxConnections()).as("one path over all").isEqualTo(4);
        EndpointOptions plain = sources.resolver(produced)
                .resolve(OptionSources.annotation(Plain.class), "Plain", sources.problems::add);
        assertThat(plain.outboundQueueMessages()).as("produced over default").isEqualTo(1);
        assertThat(plain.maxConnections()).isEqualTo(3);
        assertThat(sources.problems).isEmpty();
    }

    @Test
    void theEnvironmentCountsToo() {
        sources.environment.put("TIDEWAY_WS_MAX_ROOMS", "7");
        sources.environment.put("TIDEWAY_WS___PLAIN__INBOUND_RATE", "8");
        EndpointOptions plain = sources.resolve(Plain.class);
        assertThat(plain.maxRooms()).isEqualTo(7);
        assertThat(plain.inboundRate()).isEqualTo(8);
        sources.checkKeys();
        assertThat(sources.problems).isEmpty();
    }

    @Test
    void reportsEveryBadAttributeWithWhatAndWhere() {
        sources.resolve(Bad.class);
        assertThat(sources.problems)
                .hasSize(3)
                .allMatch(problem -> problem.contains("on @WebSocketEndpoint(\"/bad\") of class Bad"))
                .anyMatch(problem -> problem.contains("outbound-queue-messages must be at least 1, but was 0"))
                .anyMatch(problem -> problem.contains("send-timeout must be a duration like"))
                .anyMatch(problem -> problem.contains("max-rooms takes one value, but has 2; keep one"));
    }

    @Test
    void reportsValuesThatDoNotGoTogether() {
        sources.resolve(Crossed.class);
        assertThat(sources.problems)
                .singleElement()
                .asString()
                .contains("heartbeat-timeout must be more than heartbeat-interval (30s), but was 20s", "/crossed");
    }

    @Test
    void reportsBadConfigurationByItsKey() {
        sources.properties.setProperty("tideway.ws.dispatch", "sometimes");
        sources.properties.setProperty("tideway.ws.\"/plain\".compression", "yes");
        sources.properties.setProperty("tideway.ws.max-rooms", "many");
        sources.properties.setProperty("tideway.ws.allowed-origins", "https://a.example/path");
        sources.resolve(Plain.class);
        assertThat(sources.problems)
                .anyMatch(p -> p.contains("dispatch must be one of CONTAINER, MANAGED, VIRTUAL, but was \"sometimes\"")
                        && p.contains("key tideway.ws.dispatch"))
                .anyMatch(p -> p.contains("compression must be true or false"))
                .anyMatch(p -> p.contains("max-rooms must be a whole number"))
                .anyMatch(p -> p.contains("allowed-origins must hold origins as browsers send them"))
                .hasSize(4);
    }

    @Test
    void looksUpWhatIsForAllEndpointsOnce() {
        List<String> asked = new ArrayList<>();
        SystemSettings settings = new SystemSettings(sources.properties, sources.environment);
        sources.properties.setProperty("tideway.ws.max-rooms", "7");
        OptionResolver resolver = new OptionResolver(
                new Settings() {
                    @Override
                    public Optional<String> get(String key) {
                        asked.add(key);
                        return settings.get(key);
                    }

                    @Override
                    public Set<String> keys() {
                        return settings.keys();
                    }
                },
                EndpointOptions.DEFAULTS);
        assertThat(resolver.resolve(OptionSources.annotation(Plain.class), "Plain", sources.problems::add)
                        .maxRooms())
                .isEqualTo(7);
        assertThat(resolver.resolve(OptionSources.annotation(Full.class), "Full", sources.problems::add)
                        .maxRooms())
                .isEqualTo(7);
        assertThat(asked).doesNotHaveDuplicates().contains("tideway.ws.max-rooms");
    }

    @Test
    void readsDurationsInEachSpelling() {
        assertThat(List.of("0", "250ms", "10s", "2m", "1h", "PT1.5S", "10S"))
                .extracting(text -> Values.duration("x", text))
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(10));
    }
}
