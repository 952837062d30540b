package io.tideway.ws.internal.options;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configuration by key. */
public interface Settings {
    /** Returns the value of a key; null where it has none. */
    @Nullable
    String get(String key);

    /** Lists the keys that have values, as far as the source tells. */
    Set<String> keys();
}
