package io.tideway.ws.internal.upgrade;

import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/** Knows how other frameworks write the variables of a path: {@code :name}, and {@code *} for a nameless one. */
final class ForeignVariables {
    private static final String NAMELESS = "name";

    private ForeignVariables() {}

    static boolean isOne(String segment) {
        return segment.contains("*") || segment.matches(":\\w+");
    }

    /** Returns the path with each of them as a variable of Jakarta's, whose names differ from one another. */
    static String replaced(String[] segments) {
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            if (PathTemplate.VARIABLE.matcher(segment).matches()) {
                names.add(segment);
            }
        }
        StringJoiner path = new StringJoiner("/");
        for (String segment : segments) {
            path.add(isOne(segment) ? variable(segment, names) : segment);
        }
        return path.toString();
    }

    private static String variable(String segment, Set<String> names) {
        String name = segment.startsWith(":") ? segment.substring(1) : NAMELESS;
        if (!PathTemplate.VARIABLE.matcher("{" + name + "}").matches()) {
            name = NAMELESS;
        }
        String variable = "{" + name + "}";
        for (int i = 2; !names.add(variable); i++) {
            variable = "{" + name + i + "}";
        }
        return variable;
    }
}
