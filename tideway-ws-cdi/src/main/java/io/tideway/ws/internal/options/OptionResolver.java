package io.tideway.ws.internal.options;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.messages.EndpointProblem;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the effective options of endpoints: default, produced, annotation, configuration for all, configuration for
 * one.
 *
 * <p>Every problem is reported, not the first alone.
 */
public final class OptionResolver {
    private static final String PREFIX = "tideway.ws.";
    private static final String ENVIRONMENT_PREFIX = "TIDEWAY_WS_";
    private static final String ENVIRONMENT_PREFIX_FOR_ONE = ENVIRONMENT_PREFIX + "_";
    private static final Pattern FOR_ONE = Pattern.compile("\"([^\"]*)\"\\.(.*)");

    private final OptionTable table = new OptionTable();
    private final Settings settings;
    private final EndpointOptions base;
    private final Set<String> keys;
    private final boolean anyForOne;
    private final Map<String, Optional<String>> forAll = new HashMap<>();

    /**
     * Creates a resolver.
     *
     * @param base the produced options, or the defaults
     */
    public OptionResolver(Settings settings, EndpointOptions base) {
        this.settings = settings;
        this.base = base;
        this.keys = settings.keys();
        this.anyForOne = keys.stream().anyMatch(key -> variable(key).startsWith(ENVIRONMENT_PREFIX_FOR_ONE));
    }

    /** Resolves the options of one endpoint; reports problems and returns the base if there are any. */
    public EndpointOptions resolve(WebSocketEndpoint annotation, String type, Consumer<String> problems) {
        List<String> found = new ArrayList<>();
        EndpointOptions.Builder builder = base.toBuilder();
        String path = annotation.value();
        for (Option option : table.all()) {
            fromAnnotation(annotation, option, builder, type, found);
            // A lookup may cost half a millisecond: one for each option, not for each endpoint, unless there is
            // reason.
            String key = PREFIX + option.name();
            forAll.computeIfAbsent(key, settings::get)
                    .ifPresent(text -> fromSettings(key, text, option, builder, found));
            if (anyForOne) {
                String keyForOne = PREFIX + '"' + path + "\"." + option.name();
                settings.get(keyForOne).ifPresent(text -> fromSettings(keyForOne, text, option, builder, found));
            }
        }
        if (found.isEmpty()) {
            try {
                return builder.build();
            } catch (IllegalArgumentException e) {
                // Each value alone is valid, so this is about two that contradict each other.
                found.add(EndpointProblem.on(String.valueOf(e.getMessage()), path, type));
            }
        }
        found.forEach(problems);
        return base;
    }

    /** Resolves how long the application's stop may take; reports an invalid value and returns the default. */
    public Duration stopTimeout(Consumer<String> problems) {
        String key = PREFIX + StopTimeout.NAME;
        Optional<String> text = settings.get(key);
        try {
            return text.map(configured -> StopTimeout.read(configured.strip())).orElse(StopTimeout.DEFAULT);
        } catch (IllegalArgumentException e) {
            problems.accept(OptionMessages.badSetting(String.valueOf(e.getMessage()), key));
            return StopTimeout.DEFAULT;
        }
    }

    /** Reports configured options that do not exist, and logs keys for unknown paths. */
    public void checkKeys(Set<String> paths, Consumer<String> problems) {
        for (String key : keys) {
            if (key.startsWith(PREFIX) && keys.contains(variable(key))) {
                continue; // how some servers list a variable of the environment, beside the variable itself
            }
            Optional<String> module = module(key);
            if (module.isPresent()) {
                OptionMessages.settingOfModule(key, module.get());
            } else if (key.startsWith(PREFIX)) {
                checkKey(key, paths, problems);
            } else if (key.startsWith(ENVIRONMENT_PREFIX)) {
                checkVariable(key, problems);
            }
        }
    }

    private static Optional<String> module(String key) {
        if (key.startsWith(PREFIX)) {
            return ModuleKeys.ofKey(key.substring(PREFIX.length()));
        }
        return key.startsWith(ENVIRONMENT_PREFIX)
                ? ModuleKeys.ofVariable(key.substring(ENVIRONMENT_PREFIX.length()))
                : Optional.empty();
    }

    private void checkKey(String key, Set<String> paths, Consumer<String> problems) {
        String rest = key.substring(PREFIX.length());
        if (rest.equals(StopTimeout.NAME)) {
            return;
        }
        Matcher forOne = FOR_ONE.matcher(rest);
        if (!forOne.matches()) {
            int option = rest.lastIndexOf('.') + 1;
            if (rest.startsWith("/") && table.get(rest.substring(option)) != null) {
                problems.accept(OptionMessages.pathWithoutQuotes(
                        key, PREFIX + '"' + rest.substring(0, option - 1) + "\"." + rest.substring(option)));
            } else if (table.get(rest) == null) {
                problems.accept(OptionMessages.unknownOption(key, names()));
            }
        } else if (forOne.group(2).equals(StopTimeout.NAME)) {
            problems.accept(OptionMessages.optionOfTheApplication(key, PREFIX + StopTimeout.NAME));
        } else if (table.get(forOne.group(2)) == null) {
            problems.accept(OptionMessages.unknownOption(key, table.names()));
        } else if (!paths.contains(forOne.group(1))) {
            OptionMessages.settingForNoEndpoint(key); // it may be for another application of the same server
        }
    }

    private void checkVariable(String variable, Consumer<String> problems) {
        String ofTheApplication = ENVIRONMENT_PREFIX + variable(StopTimeout.NAME);
        boolean forOne = variable.startsWith(ENVIRONMENT_PREFIX_FOR_ONE);
        if (forOne && variable.endsWith("_" + variable(StopTimeout.NAME))) {
            problems.accept(OptionMessages.optionOfTheApplication(variable, ofTheApplication));
        } else if (!variable.equals(ofTheApplication)
                && table.names().stream()
                        .map(OptionResolver::variable)
                        .noneMatch(option -> forOne
                                ? variable.endsWith("_" + option)
                                : variable.equals(ENVIRONMENT_PREFIX + option))) {
            problems.accept(OptionMessages.unknownOption(variable, forOne ? table.names() : names()));
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(table.names());
        names.add(StopTimeout.NAME);
        return names;
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private void fromAnnotation(
            WebSocketEndpoint annotation,
            Option option,
            EndpointOptions.Builder builder,
            String type,
            List<String> problems) {
        Object values = attribute(annotation, option);
        int count = Array.getLength(values);
        if (count == 0) {
            return;
        }
        boolean list = option.name().equals("allowed-origins") || option.name().equals("subprotocols");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(String.valueOf(Array.get(values, i)));
        }
        try {
            if (count > 1 && !list) {
                throw new IllegalArgumentException(OptionMessages.severalValues(option.name(), count));
            }
            set(option, builder, String.join(",", texts));
        } catch (IllegalArgumentException e) {
            problems.add(EndpointProblem.on(String.valueOf(e.getMessage()), annotation.value(), type));
        }
    }

    private static void fromSettings(
            String key, String text, Option option, EndpointOptions.Builder builder, List<String> problems) {
        try {
            set(option, builder, text);
        } catch (IllegalArgumentException e) {
            problems.add(OptionMessages.badSetting(String.valueOf(e.getMessage()), key));
        }
    }

    private static void set(Option option, EndpointOptions.Builder builder, String text) {
        // Tried alone first, so that each value out of bounds is reported for itself; the heartbeat is out of the way
        // then.
        EndpointOptions.Builder alone =
                EndpointOptions.builder().heartbeatInterval(Duration.ZERO).heartbeatTimeout(Duration.ofHours(24));
        option.setter().accept(alone, text);
        alone.build();
        option.setter().accept(builder, text);
    }

    private static Object attribute(WebSocketEndpoint annotation, Option option) {
        try {
            return WebSocketEndpoint.class.getMethod(option.attribute()).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the annotation lacks the option " + option.name(), e);
        }
    }
}
