package io.tideway.ws.redis.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks the parameters of the URI of Redis, since Lettuce ignores those that it does not know. */
final class UriParameters {
    private static final Pattern SEPARATOR = Pattern.compile("[&;]");
    private static final Value NAME = new Value("a name", value -> !value.isEmpty());
    private static final Map<String, Value> OF_SERVERS = ofServers();
    private static final Map<String, Value> OF_SENTINELS = ofSentinels();

    private UriParameters() {}

    private static Map<String, Value> ofServers() {
        Value database = new Value("a number", Pattern.compile("\\d{1,9}").asMatchPredicate());
        Map<String, Value> allowed = new LinkedHashMap<>();
        allowed.put("database", database);
        allowed.put("db", database);
        allowed.put(
                "verifyPeer",
                new Value(
                        "FULL, CA or NONE", Pattern.compile("(?i)FULL|CA|NONE").asMatchPredicate()));
        allowed.put("clientName", NAME);
        allowed.put("libraryName", NAME);
        allowed.put("libraryVersion", NAME);
        return allowed;
    }

    private static Map<String, Value> ofSentinels() {
        Map<String, Value> allowed = new LinkedHashMap<>(OF_SERVERS);
        allowed.put("sentinelMasterId", NAME);
        return allowed;
    }

    /**
     * Checks a query, which has neither user nor password, of a URI that names one server, or those of a Cluster.
     *
     * @throws IllegalArgumentException for a parameter that does not exist, or a value that it cannot have
     */
    static void checkOfServers(String query) {
        check(query, OF_SERVERS);
    }

    /** Does the same for a URI that names Sentinels, which may have their master as a parameter, too. */
    static void checkOfSentinels(String query) {
        check(query, OF_SENTINELS);
    }

    private static void check(String query, Map<String, Value> allowed) {
        Arrays.stream(SEPARATOR.split(query)).filter(part -> !part.isEmpty()).forEach(part -> {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            Value expected = allowed.entrySet().stream()
                    .filter(known -> isCalled(known.getKey(), name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException(RedisMessages.unknownParameter(name, allowed.keySet())))
                    .getValue();
            if (!expected.accepts.test(value)) {
                throw new IllegalArgumentException(RedisMessages.badParameter(name, expected.form));
            }
        });
    }

    /** Compares names as Lettuce does: only that of {@code db} has to be in lower case. */
    private static boolean isCalled(String known, String name) {
        return known.equals("db") ? name.equals(known) : name.equalsIgnoreCase(known);
    }

    private record Value(String form, Predicate<String> accepts) {}
}
