package io.tideway.ws.internal.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes a map that is immutable while it has at most one entry, which takes a quarter of the memory.
 *
 * <p>The map that a call returns takes the place of the one that it was given. Beyond one entry the order is that of
 * the additions.
 */
final class CompactMap {
    private CompactMap() {}

    /** Adds an entry whose key is new. */
    static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        if (map.isEmpty()) {
            return Map.of(key, value);
        }
        Map<String, V> changed = map.size() == 1 ? new LinkedHashMap<>(map) : map;
        changed.put(key, value);
        return changed;
    }

    /** Removes an entry. */
    static <V> Map<String, V> without(Map<String, V> map, String key) {
        if (map.size() == 1) {
            return Map.of();
        }
        map.remove(key);
        return map.size() == 1 ? Map.copyOf(map) : map;
    }
}
