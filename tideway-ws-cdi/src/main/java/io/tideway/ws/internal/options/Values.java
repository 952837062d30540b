package io.tideway.ws.internal.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of options; each method throws IllegalArgumentException naming the option and what it expects. */
final class Values {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h)");

    private Values() {}

    static Integer integer(String option, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(OptionMessages.badValue(option, text, "a whole number"), e);
        }
    }

    static Boolean bool(String option, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(OptionMessages.badValue(option, text, "true or false"));
        };
    }

    static Duration duration(String option, String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (!matcher.matches()) {
                return Duration.parse(text);
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    OptionMessages.badValue(option, text, "a duration like 250ms, 10s, 2m, 1h or PT10S"), e);
        }
    }

    /** Writes a duration as it is configured. */
    static String shown(Duration value) {
        long millis = value.toMillis();
        if (millis % Duration.ofHours(1).toMillis() == 0) {
            return value.toHours() + "h";
        }
        return millis % 1000 == 0 ? value.toSeconds() + "s" : millis + "ms";
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    static <E extends Enum<E>> E constant(String option, String text, Class<E> type) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(OptionMessages.badValue(
                        option,
                        text,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .toList()))));
    }
}
