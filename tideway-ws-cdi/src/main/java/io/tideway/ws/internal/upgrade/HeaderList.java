package io.tideway.ws.internal.upgrade;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the elements of a header that is a comma-separated list (RFC 9110 §5.6.1), such as {@code Connection} and
 * {@code Upgrade}. Immutable.
 *
 * @param elements in the order of the request; never blank
 */
public record HeaderList(List<String> elements) {

    /** Copies the elements. */
    public HeaderList {
        elements = List.copyOf(elements);
    }

    /**
     * Reads a header.
     *
     * @param lines its values, one for each line of the request that has it; several lines are one list
     * @return the elements, without the white space around them; a comma in a quoted string separates nothing
     */
    public static HeaderList of(List<String> lines) {
        List<String> elements = new ArrayList<>();
        lines.forEach(line -> split(line, elements));
        return new HeaderList(elements);
    }

    /** Tells whether an element is this token, in any case. */
    public boolean contains(String token) {
        return elements.stream().anyMatch(token::equalsIgnoreCase);
    }

    private static void split(String line, List<String> elements) {
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++; // the next character is data, a quote too
            } else if (c == ',' && !quoted) {
                add(line.substring(start, i), elements);
                start = i + 1;
            }
        }
        add(line.substring(start), elements);
    }

    private static void add(String element, List<String> elements) {
        if (!element.isBlank()) {
            elements.add(element.strip());
        }
    }
}
