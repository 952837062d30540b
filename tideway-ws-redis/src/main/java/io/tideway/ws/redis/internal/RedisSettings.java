package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what {@code tideway.ws.cluster.redis.…} says.
 *
 * @param servers where to connect: one server, a Sentinel with its sentinels inside, or several servers of a Cluster
 * @param user who logs in there
 * @param prefix the first part of every key and channel
 * @param commandTimeout how long an answer may take
 * @param queueMessages how many calls may wait for answers
 * @param queueBytes how many bytes they may have
 */
record RedisSettings(
        List<RedisURI> servers,
        String user,
        String prefix,
        Duration commandTimeout,
        int queueMessages,
        long queueBytes) {
    static final String URI = "tideway.ws.cluster.redis.uri";
    static final String PREFIX = "tideway.ws.cluster.redis.prefix";
    static final String COMMAND_TIMEOUT = "tideway.ws.cluster.redis.command-timeout";
    static final String QUEUE_MESSAGES = "tideway.ws.cluster.redis.queue-messages";
    static final String QUEUE_BYTES = "tideway.ws.cluster.redis.queue-bytes";

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern HOST_FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(:[1-9][0-9]{0,4})?");
    private static final Pattern URI_FORM =
            Pattern.compile("(rediss?|redis-sentinel|rediss-sentinel)://(?:([^@/]*)@)?([^@/?#]+)([/?#].*)?");
    private static final Pattern REST_FORM = Pattern.compile("(?:/[^@?#]*)?(?:\\?([^@#]*))?(#.*)?");

    /**
     * Reads all settings, also where no URI is configured or a value is not accepted, so that a mistyped key is found,
     * and no other is taken for one.
     *
     * @return empty if no URI is configured
     * @throws IllegalArgumentException for a value that is not accepted
     */
    static Optional<RedisSettings> read(Function<String, Optional<String>> configuration) {
        Map<String, Optional<String>> values = Stream.of(URI, PREFIX, COMMAND_TIMEOUT, QUEUE_MESSAGES, QUEUE_BYTES)
                .collect(Collectors.toMap(Function.identity(), configuration));
        Function<String, Optional<String>> settings = key -> values.getOrDefault(key, Optional.empty());
        Duration commandTimeout = commandTimeout(settings);
        String prefix = prefix(settings);
        int queueMessages = (int) number(settings, QUEUE_MESSAGES, 10_000, 10_000_000);
        long queueBytes = number(settings, QUEUE_BYTES, 16 << 20, 1L << 40);
        return settings.apply(URI)
                .map(String::trim)
                .filter(uri -> !uri.isEmpty())
                .map(uri -> new RedisSettings(
                        servers(uri, commandTimeout), user(uri), prefix, commandTimeout, queueMessages, queueBytes));
    }

    private static List<RedisURI> servers(String uri, Duration commandTimeout) {
        Matcher form = URI_FORM.matcher(uri);
        if (!form.matches()) {
            throw badUri();
        }
        boolean hosts = Arrays.stream(form.group(3).split(",", -1))
                .allMatch(host -> HOST_FORM.matcher(host).matches());
        if (!hosts) {
            throw badUri();
        }
        String user = form.group(2) == null ? "" : form.group(2) + "@";
        String rest = form.group(4) == null ? "" : form.group(4);
        boolean sentinel = form.group(1).endsWith("-sentinel");
        Matcher parts = REST_FORM.matcher(rest);
        if (!parts.matches() || (parts.group(2) != null && !sentinel)) {
            throw badUri();
        }
        String query = parts.group(1) == null ? "" : parts.group(1);
        if (sentinel) {
            UriParameters.checkOfSentinels(query);
        } else {
            UriParameters.checkOfServers(query);
        }
        List<String> addresses =
                sentinel ? List.of(form.group(3)) : Arrays.asList(form.group(3).split(",", -1));
        List<RedisURI> servers = addresses.stream()
                .map(host -> server(form.group(1) + "://" + user + host + rest, commandTimeout))
                .toList();
        String given = form.group(2) == null ? "" : form.group(2);
        servers.forEach(server -> server.setCredentialsProvider(credentials(given)));
        if (sentinel && servers.get(0).getSentinelMasterId() == null) {
            throw new IllegalArgumentException(
                    RedisMessages.badValue(URI, "must end with # and the name of the master"));
        }
        if (servers.size() > 1 && servers.get(0).getDatabase() != 0) {
            throw new IllegalArgumentException(
                    RedisMessages.badValue(URI, "must not name a database, since a Redis Cluster has only one"));
        }
        return servers;
    }

    /** Reads the user's name, which stands before a colon; what has no colon is the password of the default user. */
    private static String user(String uri) {
        Matcher form = URI_FORM.matcher(uri);
        String given = form.matches() && form.group(2) != null ? form.group(2) : "";
        String name = given.substring(0, Math.max(0, given.indexOf(':')));
        return name.isEmpty() ? "default" : decoded(name);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Keeps name and password where Lettuce need not ask for them: it would go on with a login on a thread of the
     * common pool, which outlives the application, and use the connection before it is ready.
     */
    private static StaticCredentialsProvider credentials(String given) {
        int colon = given.indexOf(':');
        String name = given.substring(0, Math.max(0, colon));
        String password = given.substring(colon + 1);
        return new StaticCredentialsProvider(
                name.isEmpty() ? null : decoded(name),
                password.isEmpty() ? null : decoded(password).toCharArray());
    }

    private static RedisURI server(String uri, Duration commandTimeout) {
        RedisURI server;
        try {
            server = RedisURI.create(uri);
        } catch (RuntimeException mayShowThePassword) {
            throw badUri();
        }
        server.setTimeout(commandTimeout);
        server.getSentinels().forEach(sentinel -> sentinel.setTimeout(commandTimeout));
        return server;
    }

    private static IllegalArgumentException badUri() {
        return new IllegalArgumentException(RedisMessages.badValue(
                URI,
                "must be like redis://host:6379, rediss://user:password@host:6379/0, redis://host1:6379,host2:6379 for a"
                        + " Redis Cluster, or redis-sentinel://host1:26379,host2:26379/0#master; other characters in user"
                        + " and password are percent-encoded"));
    }

    private static String prefix(Function<String, Optional<String>> settings) {
        String prefix = settings.apply(PREFIX).orElse("tideway");
        if (!PREFIX_FORM.matcher(prefix).matches()) {
            throw new IllegalArgumentException(RedisMessages.badValue(
                    PREFIX, "must be 1 to 64 letters, digits and . _ : - but was \"" + prefix + "\""));
        }
        return prefix;
    }

    private static Duration commandTimeout(Function<String, Optional<String>> settings) {
        String text = settings.apply(COMMAND_TIMEOUT).orElse("2s");
        Duration least = Duration.ofMillis(100);
        Duration most = Duration.ofMinutes(1);
        Duration limit = duration(text).orElse(Duration.ZERO);
        if (limit.compareTo(least) < 0 || limit.compareTo(most) > 0) {
            throw new IllegalArgumentException(RedisMessages.badValue(
                    COMMAND_TIMEOUT, "must be a duration from 100ms to 1m, like 2s, but was \"" + text + "\""));
        }
        return limit;
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (!matcher.matches()) {
                return Optional.of(Duration.parse(text));
            }
            long count = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        default -> Duration.ofHours(count);
                    });
        } catch (DateTimeParseException noDuration) {
            return Optional.empty();
        }
    }

    private static long number(Function<String, Optional<String>> settings, String key, long byDefault, long most) {
        String text = settings.apply(key).orElse(Long.toString(byDefault));
        long number = text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(
                    RedisMessages.badValue(key, "must be a number from 1 to " + most + ", but was \"" + text + "\""));
        }
        return number;
    }
}
