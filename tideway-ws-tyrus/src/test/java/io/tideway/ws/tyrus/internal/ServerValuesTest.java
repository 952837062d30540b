package io.tideway.ws.tyrus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.internal.options.SystemSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServerValuesTest {
    private final ServerValues values = new ServerValues();
    private final Properties properties = new Properties();

    private ServerValues configured(Map<String, String> environment) {
        return values.configured(new SystemSettings(properties, environment));
    }

    private ServerValues configured() {
        return configured(Map.of());
    }

    @Test
    void withoutAKeyEachValueHasItsDefault() {
        assertThat(configured().get(ServerNumber.WORKERS)).isEqualTo(256);
        assertThat(configured().get(ServerDuration.FRAME_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(configured().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void aKeySetsWhatTheProgramHasNotSet() {
        properties.setProperty("tideway.ws.server.max-tcp-connections", "500");
        properties.setProperty("tideway.ws.server.frame-timeout", "3s");
        properties.setProperty("tideway.ws.server.host", "0.0.0.0");
        ServerValues all = configured();
        assertThat(all.get(ServerNumber.MAX_TCP_CONNECTIONS)).isEqualTo(500);
        assertThat(all.get(ServerDuration.FRAME_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(all.host()).isEqualTo("0.0.0.0");
    }

    @Test
    void whatTheProgramSetsWinsOverTheKey() {
        properties.setProperty("tideway.ws.server.port", "9090");
        properties.setProperty("tideway.ws.server.host", "0.0.0.0");
        properties.setProperty("tideway.ws.server.request-timeout", "3s");
        values.set(ServerNumber.PORT, 0);
        values.host("localhost");
        values.set(ServerDuration.REQUEST_TIMEOUT, Duration.ofSeconds(1));
        ServerValues all = configured();
        assertThat(all.get(ServerNumber.PORT)).isZero();
        assertThat(all.host()).isEqualTo("localhost");
        assertThat(all.get(ServerDuration.REQUEST_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aVariableOfTheEnvironmentIsReadForItsKey() {
        assertThat(configured(Map.of("TIDEWAY_WS_SERVER_WORKERS", "7")).get(ServerNumber.WORKERS))
                .isEqualTo(7);
    }

    @Test
    void keysOfEndpointsAndOtherModulesAreLeftAlone() {
        properties.setProperty("tideway.ws.max-rooms", "3");
        properties.setProperty("tideway.ws.redis.uri", "x");
        assertThat(configured(Map.of("TIDEWAY_WS_MAX_ROOMS", "3")).get(ServerNumber.WORKERS))
                .isEqualTo(256);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        properties.setProperty("tideway.ws.server.workers", "1");
        properties.setProperty("tideway.ws.server.frame-timeout", "2d");
        properties.setProperty("tideway.ws.server.max-conections", "5");
        assertThat(String.join(
                        "\n", configured(Map.of("TIDEWAY_WS_SERVER_PROT", "80")).mistakes()))
                .contains(
                        "TIDEWAY-121 server.workers must be 2 to 100000, but was \"1\", in the configuration key"
                                + " tideway.ws.server.workers",
                        "TIDEWAY-121 server.frame-timeout must be a duration",
                        "TIDEWAY-120 the configuration key tideway.ws.server.max-conections is not an option; the options are"
                                + " server.host, server.port, ",
                        "TIDEWAY-120 the configuration key TIDEWAY_WS_SERVER_PROT");
    }

    @Test
    void aDurationOutOfBoundsIsToldWithItsBounds() {
        properties.setProperty("tideway.ws.server.request-timeout", "10ms");
        assertThat(configured().mistakes())
                .singleElement()
                .asString()
                .contains("server.request-timeout must be 100ms to 1h, but was \"10ms\"");
    }

    @Test
    void theProgramsMistakesAreToldByTheNameOfTheSetter() {
        assertThatThrownBy(() -> values.set(ServerNumber.MAX_REQUEST_HEAD_BYTES, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxRequestHeadBytes must be 1024 to 1048576, but was 1");
    }
}
