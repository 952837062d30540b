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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionResolverTest {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

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
    void theStopTimeoutIsOfTheApplication() {
        assertThat(resolver(EndpointOptions.DEFAULTS).stopTimeout(problems::add))
                .isLessThan(Duration.ofSeconds(8));
        properties.setProperty("tideway.ws.stop-timeout", "3s");
        OptionResolver resolver = resolver(EndpointOptions.DEFAULTS);
        resolver.checkKeys(Set.of("/plain"), problems::add);
        assertThat(resolver.stopTimeout(problems::add)).isEqualTo(Duration.ofSeconds(3));
        assertThat(problems).isEmpty();
    }

    @Test
    void aStopTimeoutOutOfBoundsIsReported() {
        properties.setProperty("tideway.ws.stop-timeout", "1ms");
        resolver(EndpointOptions.DEFAULTS).stopTimeout(problems::add);
        assertThat(problems).singleElement().asString().contains("TIDEWAY-121", "stop-timeout", "100ms to 1h");
    }

    @Test
    void aStopTimeoutForOneEndpointIsReportedWithTheKeyOfTheApplication() {
        properties.setProperty("tideway.ws.\"/plain\".stop-timeout", "3s");
        resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), problems::add);
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "set tideway.ws.stop-timeout instead")
                .doesNotContain("the options are");
    }

    @Test
    void aVariableWithAStopTimeoutForOneEndpointIsReportedWithThatOfTheApplication() {
        environment.put("TIDEWAY_WS___PLAIN__STOP_TIMEOUT", "3s");
        resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), problems::add);
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "set TIDEWAY_WS_STOP_TIMEOUT instead")
                .doesNotContain("the options are");
    }

    @Test
    void anUnknownOptionOfOneEndpointIsReportedWithTheOptionsOfAnEndpoint() {
        properties.setProperty("tideway.ws.\"/plain\".max-romms", "3");
        resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), problems::add);
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "max-rooms")
                .doesNotContain("stop-timeout");
    }

    @Test
    void defaultsAreThoseOfTheApi() {
        assertThat(resolve(Plain.class)).isEqualTo(EndpointOptions.DEFAULTS);
    }

    @Test
    void everyOptionCanBeAnAttribute() {
        assertThat(resolve(Full.class))
                .isEqualTo(EndpointOptions.builder()
                        .maxMessageBytes(1)
                        .inboundRate(2)
                        .inboundBurst(3)
                        .inboundQueueMessages(4)
                        .inboundQueueBytes(4_000)
                        .outboundQueueMessages(5)
                        .outboundQueueBytes(6)
                        .overflow(OverflowPolicy.DROP_OLDEST)
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
        assertThat(problems).isEmpty();
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
        properties.setProperty("tideway.ws.inbound-rate", "3");
        properties.setProperty("tideway.ws.max-connections", "3");
        properties.setProperty("tideway.ws.\"/full\".max-connections", "4");
        EndpointOptions full = resolver(produced).resolve(annotation(Full.class), "Full", problems::add);
        assertThat(full.maxRooms()).as("annotation over produced").isEqualTo(12);
        assertThat(full.inboundRate()).as("configuration over annotation").isEqualTo(3);
        assertThat(full.maxConnections()).as("one path over all").isEqualTo(4);
        EndpointOptions plain = resolver(produced).resolve(annotation(Plain.class), "Plain", problems::add);
        assertThat(plain.outboundQueueMessages()).as("produced over default").isEqualTo(1);
        assertThat(plain.maxConnections()).isEqualTo(3);
        assertThat(problems).isEmpty();
    }

    @Test
    void theEnvironmentCountsToo() {
        environment.put("TIDEWAY_WS_MAX_ROOMS", "7");
        environment.put("TIDEWAY_WS___PLAIN__INBOUND_RATE", "8");
        EndpointOptions plain = resolve(Plain.class);
        assertThat(plain.maxRooms()).isEqualTo(7);
        assertThat(plain.inboundRate()).isEqualTo(8);
        checkKeys();
        assertThat(problems).isEmpty();
    }

    @Test
    void reportsEveryBadAttributeWithWhatAndWhere() {
        resolve(Bad.class);
        assertThat(problems)
                .hasSize(3)
                .allMatch(problem -> problem.contains("on @WebSocketEndpoint(\"/bad\") of class Bad"))
                .anyMatch(problem -> problem.contains("outbound-queue-messages must be at least 1, but was 0"))
                .anyMatch(problem -> problem.contains("send-timeout must be a duration like"))
                .anyMatch(problem -> problem.contains("max-rooms takes one value, but has 2; keep one"));
    }

    @Test
    void reportsValuesThatDoNotGoTogether() {
        resolve(Crossed.class);
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("heartbeat-timeout must be more than heartbeat-interval (30s), but was 20s", "/crossed");
    }

    @Test
    void reportsBadConfigurationByItsKey() {
        properties.setProperty("tideway.ws.dispatch", "sometimes");
        properties.setProperty("tideway.ws.\"/plain\".compression", "yes");
        properties.setProperty("tideway.ws.max-rooms", "many");
        properties.setProperty("tideway.ws.allowed-origins", "https://a.example/path");
        resolve(Plain.class);
        assertThat(problems)
                .anyMatch(p -> p.contains("dispatch must be one of CONTAINER, MANAGED, VIRTUAL, but was \"sometimes\"")
                        && p.contains("key tideway.ws.dispatch"))
                .anyMatch(p -> p.contains("compression must be true or false"))
                .anyMatch(p -> p.contains("max-rooms must be a whole number"))
                .anyMatch(p -> p.contains("allowed-origins must hold origins as browsers send them"))
                .hasSize(4);
    }

    @Test
    void reportsUnknownOptionsWhereverTheyAre() {
        properties.setProperty("tideway.ws.max-room", "1");
        properties.setProperty("tideway.ws.\"/plain\".max-room", "1");
        environment.put("TIDEWAY_WS_NONSENSE", "1");
        properties.setProperty("tideway.port", "1");
        properties.setProperty("tideway.ws.\"/another/application\".max-rooms", "1");
        checkKeys();
        assertThat(problems).hasSize(3).allMatch(problem -> problem.contains("the options are max-message-bytes"));
    }

    @Test
    void leavesKeysOfOtherModulesToThem() {
        properties.setProperty("tideway.ws.cluster.node-id", "a");
        properties.setProperty("tideway.ws.redis.uri", "redis://localhost");
        properties.setProperty("tideway.ws.console", "true");
        environment.put("TIDEWAY_WS_CENTRIFUGE_TOKEN_SECRET", "x");
        properties.setProperty("tideway.ws.centrifuge.token.secret", "x"); // as some servers list the variable
        checkKeys();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tideway.ws.clutser.node-id",
                "tideway.ws.clusters.node-id",
                "tideway.ws.cluster-node-id",
                "tideway.ws.max-rooms.cluster",
                "tideway.ws.\"/plain\".cluster.node-id",
                "TIDEWAY_WS_CLUTSER_NODE_ID",
                "TIDEWAY_WS_SEND_COMPRESSION",
                "TIDEWAY_WS_MY_OVERFLOW"
            })
    void reportsKeysThatAreNoModules(String key) {
        properties.setProperty(key, "a");
        checkKeys();
        assertThat(problems).singleElement().asString().contains("TIDEWAY-120", key);
    }

    @Test
    void noOptionIsTakenForAModulesKey() {
        assertThat(new OptionTable().names()).allSatisfy(name -> {
            assertThat(ModuleKeys.ofKey(name)).isEmpty();
            assertThat(ModuleKeys.ofVariable(name.replace('-', '_'))).isEmpty();
        });
    }

    @Test
    void looksUpWhatIsForAllEndpointsOnce() {
        List<String> asked = new ArrayList<>();
        SystemSettings settings = new SystemSettings(properties, environment);
        properties.setProperty("tideway.ws.max-rooms", "7");
        OptionResolver resolver = new OptionResolver(
                new Settings() {
                    @Override
                    public String get(String key) {
                        asked.add(key);
                        return settings.get(key);
                    }

                    @Override
                    public Set<String> keys() {
                        return settings.keys();
                    }
                },
                EndpointOptions.DEFAULTS);
        assertThat(resolver.resolve(annotation(Plain.class), "Plain", problems::add)
                        .maxRooms())
                .isEqualTo(7);
        assertThat(resolver.resolve(annotation(Full.class), "Full", problems::add)
                        .maxRooms())
                .isEqualTo(7);
        assertThat(asked).doesNotHaveDuplicates().contains("tideway.ws.max-rooms");
    }

    @Test
    void overlooksHowSomeServersListAVariableOfTheEnvironment() {
        environment.put("TIDEWAY_WS_MAX_ROOMS", "7");
        properties.setProperty("tideway.ws.max.rooms", "7");
        checkKeys();
        assertThat(problems).isEmpty();
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

    private void checkKeys() {
        resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain", "/full"), problems::add);
    }

    private EndpointOptions resolve(Class<?> type) {
        return resolver(EndpointOptions.DEFAULTS).resolve(annotation(type), type.getSimpleName(), problems::add);
    }

    private OptionResolver resolver(EndpointOptions base) {
        return new OptionResolver(new SystemSettings(properties, environment), base);
    }

    private static WebSocketEndpoint annotation(Class<?> type) {
        return type.getAnnotation(WebSocketEndpoint.class);
    }
}
