package io.tideway.ws.internal.upgrade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Keeps the headers of a handshake as one text, since a connection keeps them for long and is asked for them seldom: a
 * browser's, in a map, would take more memory than everything else of an idle connection.
 *
 * @param text names and values in turn, each with an end mark
 */
public record HeaderText(String text) implements Supplier<Map<String, List<String>>> {
    private static final char END = '\0';

    public static HeaderText of(Map<String, List<String>> headers) {
        StringBuilder all = new StringBuilder();
        headers.forEach((name, values) -> values.forEach(value ->
                all.append(clean(name)).append(END).append(clean(value)).append(END)));
        return new HeaderText(all.toString());
    }

    /** Replaces each end mark with a space, as RFC 9110 §5.5 has it, should a container let one pass. */
    private static String clean(String text) {
        return text.replace(END, ' ');
    }

    /** Makes a map of them, whose names are looked up without regard to case. */
    @Override
    public Map<String, List<String>> get() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int start = 0;
        while (start < text.length()) {
            int name = text.indexOf(END, start);
            int value = text.indexOf(END, name + 1);
            headers.computeIfAbsent(text.substring(start, name), first -> new ArrayList<>(1))
                    .add(text.substring(name + 1, value));
            start = value + 1;
        }
        headers.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(headers);
    }
}
