package io.tideway.ws.redis.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks the parameters of the URI of Redis, since Lettuce ignores those that it does not know. */
final class UriParameters {
    private static final Pattern SEPARATOR = Pattern.compile("[&;]");
    private static final Map<String, Value> ALLOWED = allowed();

    private UriParameters() {}

    private static Map<String, Value> allowed() {
        Value database = new Value("a number", Pattern.compile("\\d{1,9}").asMatchPredicate());
        Value name = new Value("a name", value -> !value.isEmpty());
        Map<String, Value> allowed = new LinkedHashMap<>();
        allowed.put("database", database);
        allowed.put("db", database);
        allowed.put(
                "verifyPeer",
                new Value(
                        "FULL, CA or NONE", Pattern.compile("(?i)FULL|CA|NONE").asMatchPredicate()));
        allowed.put("clientName", name);
        allowed.put("libraryName", name);
        allowed.put("libraryVersion", name);
        return allowed;
    }

    /**
     * Checks a query, which has neither user nor password.
     *
     * @throws IllegalArgumentException for a parameter that does not exist, or a value that it cannot have
     */
    static void check(String query) {
        Arrays.stream(SEPARATOR.split(query)).filter(part -> !part.isEmpty()).forEach(part -> {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            Value expected = ALLOWED.get(name);
            if (expected == null) {
                throw new IllegalArgumentException(RedisMessages.unknownParameter(name, ALLOWED.keySet()));
            }
            if (!expected.accepts.test(value)) {
                throw new IllegalArgumentException(RedisMessages.badParameter(name, expected.form));
            }
        });
    }

    private record Value(String form, Predicate<String> accepts) {}
}
