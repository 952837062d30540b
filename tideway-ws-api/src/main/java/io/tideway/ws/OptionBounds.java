package io.tideway.ws;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks the values of {@link EndpointOptions}; each message names the option, the bound and the value. */
final class OptionBounds {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private OptionBounds() {}

    static void range(String option, int value, int least, int most) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", but was " + value);
        }
        if (value > most) {
            throw new IllegalArgumentException(option + " must be at most " + most + ", but was " + value);
        }
    }

    static void range(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    option + " must be at least " + text(least) + ", but was " + text(value));
        }
        if (value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " must be at most " + text(most) + ", but was " + text(value));
        }
    }

    static void longer(String option, Duration value, String thanOption, Duration than) {
        if (value.compareTo(than) <= 0) {
            throw new IllegalArgumentException(
                    option + " must be more than " + thanOption + " (" + text(than) + "), but was " + text(value));
        }
    }

    /** Copies a list that must hold no null. */
    static List<String> elements(String parameter, List<String> values) {
        Objects.requireNonNull(values, parameter + " must not be null");
        for (String value : values) {
            Objects.requireNonNull(value, "an element of " + parameter + " must not be null");
        }
        return List.copyOf(values);
    }

    static void origins(String option, List<String> values) {
        for (String value : values) {
            if (!"*".equals(value)) {
                OriginEntry.check(option, value);
            }
        }
        if (values.contains("*") && values.size() > 1) {
            throw new IllegalArgumentException(option + " must hold * alone or no *, but was " + values);
        }
    }

    static void tokens(String option, List<String> values) {
        for (String value : values) {
            if (!TOKEN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        option + " must hold tokens (RFC 6455 §4.1), but held \"" + value + "\"");
            }
        }
    }

    private static String text(Duration value) {
        String iso = value.toString();
        return iso.substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
