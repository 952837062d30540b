package io.tideway.ws.internal.options;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads system properties first, then the environment, where every character of a key except letters and digits is an
 * underscore.
 */
public final class SystemSettings implements Settings {
    private final Properties properties;
    private final Map<String, String> environment;

    /** Reads the given properties and environment, live. */
    public SystemSettings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    @Override
    public Optional<String> get(String key) {
        String mangled = key.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(properties.getProperty(key))
                .or(() -> Optional.ofNullable(environment.get(mangled)))
                .or(() -> Optional.ofNullable(environment.get(mangled.toUpperCase(Locale.ROOT))));
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(properties.stringPropertyNames());
        keys.addAll(environment.keySet());
        return keys;
    }
}
