package io.tideway.ws.internal.upgrade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query, whatever a client has left unescaped in it. */
public final class QueryParams {
    private QueryParams() {}

    /**
     * Returns the decoded parameters.
     *
     * @param query the undecoded query, if any
     * @return an unmodifiable map, the values in the order of the query
     */
    public static Map<String, List<String>> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = PercentEncoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentEncoding.decodeForm(pair.substring(equals + 1));
                params.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
            }
        }
        params.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(params);
    }
}
