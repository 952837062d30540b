package io.tideway.ws;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the values of {@link EndpointOptions}; each message names the option, the bound and the value. */
final class OptionBounds {
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#\\s,*A-Z]+");
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
        present(option, value);
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    option + " must be at least " + text(least) + ", but was " + text(value));
        }
        if (value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " must be at most " + text(most) + ", but was " + text(value));
        }
    }

    static void longer(String option, Duration value, String thanOption, Duration than) {
        present(option, value);
        if (value.compareTo(than) <= 0) {
            throw new IllegalArgumentException(
                    option + " must be more than " + thanOption + " (" + text(than) + "), but was " + text(value));
        }
    }

    static void present(String option, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(option + " must not be null");
        }
    }

    static List<String> origins(String option, List<String> values) {
        present(option, values);
        for (String value : values) {
            if (!"*".equals(value) && !ORIGIN.matcher(value).matches()) {
                throw new IllegalArgumentException(option
                        + " must hold exact origins as browsers send them, in lower case and without a path"
                        + " (https://app.example.com, http://localhost:3000), or * alone, but held \"" + value + "\"");
            }
        }
        if (values.contains("*") && values.size() > 1) {
            throw new IllegalArgumentException(option + " must hold * alone or no *, but was " + values);
        }
        return List.copyOf(values);
    }

    static List<String> tokens(String option, List<String> values) {
        present(option, values);
        for (String value : values) {
            if (!TOKEN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        option + " must hold tokens (RFC 6455 §4.1), but held \"" + value + "\"");
            }
        }
        return List.copyOf(values);
    }

    private static String text(Duration value) {
        String iso = value.toString();
        return iso.substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
