package io.tideway.ws.tyrus.internal;

import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.options.Settings;
import io.tideway.ws.internal.options.SettingsLookup;
import io.tideway.ws.tyrus.internal.beans.Discovery;
import io.tideway.ws.tyrus.internal.container.ConnectionLimits;
import io.tideway.ws.tyrus.internal.container.HttpMount;
import io.tideway.ws.tyrus.internal.http.HttpLimits;
import jakarta.enterprise.inject.se.SeContainer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that a server is set up with: what the program sets wins over the configuration, and that over
 * the default. Not thread-safe.
 */
public final class ServerValues {
    private static final Pattern WORD = Pattern.compile("-(\\w)");
    private static final String MODULE = "server";
    private static final String HOST = "host";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SHORTEST_STOP = Duration.ofMillis(100);
    private static final Duration LONGEST_STOP = Duration.ofHours(1);

    private final Map<ServerNumber, Integer> numbers = new EnumMap<>(ServerNumber.class);
    private final Map<ServerDuration, Duration> durations = new EnumMap<>(ServerDuration.class);
    private @Nullable String host;
    private @Nullable Duration stopTimeout;
    private List<String> mistakes = List.of();

    /** Creates values of which none is set. */
    public ServerValues() {}

    /** Copies values, so that later changes to the others change nothing here. */
    private ServerValues(ServerValues others) {
        numbers.putAll(others.numbers);
        durations.putAll(others.durations);
        host = others.host;
        stopTimeout = others.stopTimeout;
    }

    /**
     * Sets a number.
     *
     * @throws IllegalArgumentException if it is out of bounds
     */
    public void set(ServerNumber number, int value) {
        if (value < number.least() || value > number.most()) {
            throw new IllegalArgumentException(StandaloneMessages.outOfBounds(
                    camelCase(number.option()), value, number.least() + " to " + number.most()));
        }
        numbers.put(number, value);
    }

    /**
     * Sets a time limit.
     *
     * @throws IllegalArgumentException if it is out of bounds
     */
    public void set(ServerDuration limit, Duration value) {
        durations.put(limit, checked(camelCase(limit.option()), value, limit.least(), limit.most()));
    }

    /** Sets the name or address to listen on. */
    public void host(String value) {
        host = value;
    }

    /**
     * Sets how long a stop may take.
     *
     * @throws IllegalArgumentException if it is out of bounds
     */
    public void stopTimeout(Duration value) {
        stopTimeout = checked("stopTimeout", value, SHORTEST_STOP, LONGEST_STOP);
    }

    /**
     * Takes from the configuration of the application what the program has not set; see {@link #configured(Settings)}.
     */
    public ServerValues configured() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return configured(SettingsLookup.find(context == null ? ServerValues.class.getClassLoader() : context));
    }

    /**
     * Takes from the configuration what the program has not set.
     *
     * @return the values of the program and the configuration together, with the {@linkplain #mistakes() mistakes} in
     *     the latter
     */
    public ServerValues configured(Settings settings) {
        ModuleOptions options = new ModuleOptions(settings, MODULE);
        ServerValues all = new ServerValues(this);
        Optional<String> configuredHost = options.text(HOST);
        if (all.host == null) {
            all.host = configuredHost.orElse(null);
        }
        for (ServerNumber number : ServerNumber.values()) {
            options.number(number.option(), number.least(), number.most())
                    .ifPresent(value -> all.numbers.putIfAbsent(number, value));
        }
        for (ServerDuration limit : ServerDuration.values()) {
            options.duration(limit.option(), limit.least(), limit.most())
                    .ifPresent(value -> all.durations.putIfAbsent(limit, value));
        }
        all.mistakes = List.copyOf(options.problems());
        return all;
    }

    /** Lists the configured values that are not accepted, and the keys that name no option. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** Returns a number, or its default. */
    public int get(ServerNumber number) {
        return numbers.getOrDefault(number, number.byDefault());
    }

    /** Returns a time limit, or its default. */
    public Duration get(ServerDuration limit) {
        return durations.getOrDefault(limit, limit.byDefault());
    }

    /** Returns the name or address to listen on, by default the loopback address. */
    public String host() {
        return host == null ? LOOPBACK : host;
    }

    /** Returns what bounds each HTTP request. */
    public HttpLimits httpLimits() {
        return new HttpLimits(
                get(ServerNumber.MAX_REQUEST_HEAD_BYTES),
                get(ServerNumber.MAX_REQUEST_HEADERS),
                get(ServerNumber.MAX_REQUEST_BODY_BYTES),
                get(ServerDuration.REQUEST_TIMEOUT));
    }

    /** Returns what bounds the connections. */
    public ConnectionLimits connectionLimits() {
        return new ConnectionLimits(get(ServerNumber.MAX_TCP_CONNECTIONS), get(ServerDuration.FRAME_TIMEOUT));
    }

    /** Returns how long a stop may take; empty for the option of the application. */
    public Optional<Duration> stopTimeout() {
        return Optional.ofNullable(stopTimeout);
    }

    /** Returns the settings of a server that has these values and what only the program can set. */
    public ServerSettings settings(
            String contextPath,
            List<Class<?>> beans,
            Discovery discovery,
            List<Function<SeContainer, HttpMount>> mounts,
            Optional<SSLContext> tls) {
        return new ServerSettings(
                host(),
                get(ServerNumber.PORT),
                contextPath,
                beans,
                discovery,
                mounts,
                get(ServerNumber.WORKERS),
                httpLimits(),
                connectionLimits(),
                stopTimeout(),
                tls,
                mistakes);
    }

    private static Duration checked(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(StandaloneMessages.outOfBounds(setting, value, least + " to " + most));
        }
        return value;
    }

    private static String camelCase(String option) {
        return WORD.matcher(option).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }
}
