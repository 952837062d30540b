package io.tideway.ws.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationKeysTest {
    private final OptionSources sources = new OptionSources();

    @Test
    void theStopTimeoutIsOfTheApplication() {
        assertThat(sources.resolver(EndpointOptions.DEFAULTS).stopTimeout(sources.problems::add))
                .isLessThan(Duration.ofSeconds(8));
        sources.properties.setProperty("tideway.ws.stop-timeout", "3s");
        OptionResolver resolver = sources.resolver(EndpointOptions.DEFAULTS);
        resolver.checkKeys(Set.of("/plain"), sources.problems::add);
        assertThat(resolver.stopTimeout(sources.problems::add)).isEqualTo(Duration.ofSeconds(3));
        assertThat(sources.problems).isEmpty();
    }

    @Test
    void aStopTimeoutOutOfBoundsIsReported() {
        sources.properties.setProperty("tideway.ws.stop-timeout", "1ms");
        sources.resolver(EndpointOptions.DEFAULTS).stopTimeout(sources.problems::add);
        assertThat(sources.problems).singleElement().asString().contains("TIDEWAY-121", "stop-timeout", "100ms to 1h");
    }

    @Test
    void aStopTimeoutForOneEndpointIsReportedWithTheKeyOfTheApplication() {
        sources.properties.setProperty("tideway.ws.\"/plain\".stop-timeout", "3s");
        sources.resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), sources.problems::add);
        assertThat(sources.problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "set tideway.ws.stop-timeout instead")
                .doesNotContain("the options are");
    }

    @Test
    void aVariableWithAStopTimeoutForOneEndpointIsReportedWithThatOfTheApplication() {
        sources.environment.put("TIDEWAY_WS___PLAIN__STOP_TIMEOUT", "3s");
        sources.resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), sources.problems::add);
        assertThat(sources.problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "set TIDEWAY_WS_STOP_TIMEOUT instead")
                .doesNotContain("the options are");
    }

    @Test
    void anUnknownOptionOfOneEndpointIsReportedWithTheOptionsOfAnEndpoint() {
        sources.properties.setProperty("tideway.ws.\"/plain\".max-romms", "3");
        sources.resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), sources.problems::add);
        assertThat(sources.problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "max-rooms")
                .doesNotContain("stop-timeout");
    }

    @Test
    void unknownOptionsAreReportedWhereverTheyAre() {
        sources.properties.setProperty("tideway.ws.max-room", "1");
        sources.properties.setProperty("tideway.ws.\"/plain\".max-room", "1");
        sources.environment.put("TIDEWAY_WS_NONSENSE", "1");
        sources.properties.setProperty("tideway.port", "1");
        sources.properties.setProperty("tideway.ws.\"/another/application\".max-rooms", "1");
        sources.checkKeys();
        assertThat(sources.problems)
                .hasSize(3)
                .allMatch(problem -> problem.contains("the options are max-message-bytes"));
    }

    @Test
    void keysOfOtherModulesAreLeftToThem() {
        sources.properties.setProperty("tideway.ws.cluster.node-id", "a");
        sources.properties.setProperty("tideway.ws.redis.uri", "redis://localhost");
        sources.properties.setProperty("tideway.ws.console", "true");
        sources.environment.put("TIDEWAY_WS_CENTRIFUGE_TOKEN_SECRET", "x");
        sources.properties.setProperty("tideway.ws.centrifuge.token.secret", "x"); // as some servers list the variable
        sources.checkKeys();
        assertThat(sources.problems).isEmpty();
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
    void keysOfNoOptionAndNoModuleAreReported(String key) {
        sources.properties.setProperty(key, "a");
        sources.checkKeys();
        assertThat(sources.problems).singleElement().asString().contains("TIDEWAY-120", key);
    }

    @Test
    void noOptionHasTheKeyOfAModule() {
        assertThat(new OptionTable().names()).allSatisfy(name -> {
            assertThat(ModuleKeys.ofKey(name)).isEmpty();
            assertThat(ModuleKeys.ofVariable(name.replace('-', '_'))).isEmpty();
        });
    }

    @Test
    void theNameBySomeServersOfAnEnvironmentVariableIsIgnored() {
        sources.environment.put("TIDEWAY_WS_MAX_ROOMS", "7");
        sources.properties.setProperty("tideway.ws.max.rooms", "7");
        sources.checkKeys();
        assertThat(sources.problems).isEmpty();
    }

    @Test
    void aPathWithoutQuotesIsReportedWithThem() {
        sources.properties.setProperty("tideway.ws./plain.max-rooms", "5");
        sources.resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain"), sources.problems::add);
        assertThat(sources.problems)
                .singleElement()
                .asString()
                .contains("TIDEWAY-120", "needs quotes: tideway.ws.\"/plain\".max-rooms");
    }
}
