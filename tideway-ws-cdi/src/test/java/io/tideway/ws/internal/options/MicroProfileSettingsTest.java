package io.tideway.ws.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

/** Shows which keys of MicroProfile Config are seen. */
class MicroProfileSettingsTest {

    /** Shows the profile "night" as Payara does: its values without a prefix, its names with it only. */
    private record Night(Map<String, String> properties) implements Config {
        @Override
        public Iterable<String> getPropertyNames() {
            return properties.keySet();
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            if (!name.startsWith("tideway.ws.")) {
                throw new IllegalStateException(name + " is not readable");
            }
            return Stream.of("%night." + name, name)
                    .filter(properties::containsKey)
                    .map(properties::get)
                    .map(type::cast)
                    .findFirst();
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            return getOptionalValue(name, type).orElseThrow();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException();
        }
    }

    @Test
    void foreignKeysAreNotRead() {
        Settings settings = new MicroProfileSettings(
                new Night(Map.of("%night.vault.password", "secret", "%night.tideway.ws.dispatch", "managed")));

        assertThat(settings.keys()).contains("tideway.ws.dispatch").doesNotContain("vault.password");
    }

    @Test
    void theKeysOfTheProfileAreSeenAndThoseOfOthersAreNot() {
        Settings settings = new MicroProfileSettings(new Night(Map.of(
                "tideway.ws.dispatch", "managed",
                "%night.tideway.ws.\"/ws\".max-connections", "1",
                "%day.tideway.ws.\"/ws\".inbound-rate", "2")));

        assertThat(settings.keys())
                .filteredOn(key -> !key.startsWith("%"))
                .containsExactlyInAnyOrder("tideway.ws.dispatch", "tideway.ws.\"/ws\".max-connections");
        assertThat(settings.get("tideway.ws.\"/ws\".max-connections")).hasValue("1");
    }
}
