package io.tideway.ws.internal.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the options of one module of Tideway, whose keys are {@code tideway.ws.<module>.<option>}.
 *
 * <p>Collects every problem, not only the first. Not thread-safe.
 */
public final class ModuleOptions {
    private static final String PREFIX = "tideway.ws.";

    private final Settings settings;
    private final String module;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> left = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Creates a reader.
     *
     * @param module what the keys begin with, after {@code tideway.ws.}
     */
    public ModuleOptions(Settings settings, String module) {
        this.settings = settings;
        this.module = module;
    }

    /** Reads a text; empty where it is not configured. */
    public Optional<String> text(String option) {
        return read(option, text -> text);
    }

    /** Reads a number within bounds; empty where it is not configured, or not accepted. */
    public Optional<Integer> number(String option, int least, int most) {
        return read(option, text -> {
            int value = Values.integer(name(option), text);
            if (value < least || value > most) {
                throw new IllegalArgumentException(OptionMessages.badValue(name(option), text, least + " to " + most));
            }
            return value;
        });
    }

    /** Reads true or false; empty where it is not configured, or not accepted. */
    public Optional<Boolean> flag(String option) {
        return read(option, text -> Values.bool(name(option), text));
    }

    /**
     * Reads a value by its whole key, for a part that checks it itself; a key of the module is one of its options from
     * now on.
     */
    public Optional<String> byKey(String key) {
        if (isOfModule(key)) {
            names.add(key.substring(PREFIX.length()));
        }
        return settings.get(key);
    }

    /** Tells whether an option below a part of the module has been read. */
    public boolean hasRead(String part) {
        return names.stream().anyMatch(name -> name.startsWith(name(part) + "."));
    }

    /** Leaves unchecked what is configured below a part of the module. */
    public void leave(String part) {
        left.add(PREFIX + name(part) + ".");
    }

    /** Reads a duration within bounds; empty where it is not configured, or not accepted. */
    public Optional<Duration> duration(String option, Duration least, Duration most) {
        return read(option, text -> {
            Duration value = Values.duration(name(option), text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        OptionMessages.badValue(name(option), text, Values.shown(least) + " to " + Values.shown(most)));
            }
            return value;
        });
    }

    /** Tells whether any option has been read. */
    public boolean isRead() {
        return !names.isEmpty();
    }

    /**
     * Lists what is wrong: invalid values, and keys of the module that name none of the options that have been read.
     */
    public List<String> problems() {
        List<String> found = new ArrayList<>(problems);
        Set<String> keys = settings.keys();
        Set<String> known = new TreeSet<>();
        names.forEach(name -> {
            known.add(PREFIX + name);
            known.add(variable(PREFIX + name));
        });
        for (String key : new TreeSet<>(keys)) {
            boolean listedTwice = key.startsWith(PREFIX) && keys.contains(variable(key)); // as some servers do
            if (isOfModule(key) && !isLeft(key) && !listedTwice && !known.contains(key)) {
                found.add(OptionMessages.unknownOption(key, names));
            }
        }
        return found;
    }

    private boolean isLeft(String key) {
        return left.stream().anyMatch(prefix -> key.startsWith(prefix) || key.startsWith(variable(prefix)));
    }

    private boolean isOfModule(String key) {
        String prefix = PREFIX + module;
        return key.equals(prefix) || key.startsWith(prefix + ".") || key.startsWith(variable(prefix + "."));
    }

    private <T> Optional<T> read(String option, Function<String, T> reader) {
        names.add(name(option));
        String key = PREFIX + name(option);
        Optional<String> text = settings.get(key);
        try {
            return text.map(configured -> reader.apply(configured.strip()));
        } catch (IllegalArgumentException e) {
            problems.add(OptionMessages.badSetting(String.valueOf(e.getMessage()), key));
            return Optional.empty();
        }
    }

    private String name(String option) {
        return module + "." + option;
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
