package io.tideway.ws.it.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Is one range of ids that the reference lists.
 *
 * @param letters what stands before the number, such as "ST"; may be empty
 * @param first the first number
 * @param last the last number
 * @param home the package of its messages
 */
record MessageRange(String letters, int first, int last, String home) {
    private static final Pattern BOUNDS = Pattern.compile("([A-Z]*)(\\d{3})(?: to [A-Z]*(\\d{3}))?");
    private static final Pattern HOME = Pattern.compile("\\(`([a-z.]+)`\\)");

    /** Reads a row of the table: its ranges, and what they are for, with the package. */
    static Stream<MessageRange> of(List<String> row) {
        Matcher home = HOME.matcher(row.get(1));
        if (!home.find()) {
            throw new AssertionError("no package in " + row);
        }
        String name = home.group(1).startsWith("io.") ? home.group(1) : "io.tideway.ws.internal." + home.group(1);
        return Stream.of(row.get(0).split(", ")).map(range -> of(range, name));
    }

    private static MessageRange of(String range, String home) {
        Matcher bounds = BOUNDS.matcher(range);
        if (!bounds.matches()) {
            throw new AssertionError("no range of ids: " + range);
        }
        int first = Integer.parseInt(bounds.group(2));
        int last = bounds.group(3) == null ? first : Integer.parseInt(bounds.group(3));
        return new MessageRange(bounds.group(1), first, last, home);
    }

    /** Tells whether an id such as "TIDEWAY-ST001" is one of this range. */
    boolean holds(String id) {
        String rest = id.substring("TIDEWAY-".length());
        int number = Integer.parseInt(rest.substring(rest.length() - 3));
        return rest.equals(letters + rest.substring(rest.length() - 3)) && first <= number && number <= last;
    }
}
