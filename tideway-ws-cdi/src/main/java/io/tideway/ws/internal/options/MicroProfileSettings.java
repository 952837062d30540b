package io.tideway.ws.internal.options;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads MicroProfile Config; loaded only where the server has it. */
final class MicroProfileSettings implements Settings {
    private static final String PREFIX = "tideway.ws.";

    private final Config config;

    MicroProfileSettings(ClassLoader loader) {
        this(ConfigProvider.getConfig(loader));
    }

    MicroProfileSettings(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> get(String key) {
        return config.getOptionalValue(key, String.class);
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        config.getPropertyNames().forEach(key -> {
            keys.add(key);
            // Payara lists the keys of profiles with their profiles only; those of other profiles have no value.
            withoutProfile(key)
                    .filter(plain -> plain.startsWith(PREFIX)) // what is foreign may not be readable
                    .filter(plain -> get(plain).isPresent())
                    .ifPresent(keys::add);
        });
        return keys;
    }

    private static Optional<String> withoutProfile(String key) {
        int dot = key.indexOf('.');
        return key.startsWith("%") && dot > 0 ? Optional.of(key.substring(dot + 1)) : Optional.empty();
    }
}
