package io.tideway.ws.internal.options;

import java.util.Optional;
import java.util.Set;

/** Reads the configuration by key. */
public interface Settings {
    /** Returns the value of a key; empty where it has none. */
    Optional<String> get(String key);

    /** Lists the keys that have values, as far as the source tells. */
    Set<String> keys();
}
