package io.tideway.ws.internal.options;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads MicroProfile Config; loaded only where the server has it. */
final class MicroProfileSettings implements Settings {
    private final Config config;

    MicroProfileSettings(ClassLoader loader) {
        this.config = ConfigProvider.getConfig(loader);
    }

    @Override
    public Optional<String> get(String key) {
        return config.getOptionalValue(key, String.class);
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        config.getPropertyNames().forEach(keys::add);
        return keys;
    }
}
