package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.messages.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matches an endpoint's path: literal segments and {@code {name}} segments (Jakarta WebSocket 2.1, §3.1.1). Immutable.
 */
public final class PathTemplate implements Comparable<PathTemplate> {
    static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@%-]*");

    private final String template;
    private final List<Segment> segments;

    private PathTemplate(String template, List<Segment> segments) {
        this.template = template;
        this.segments = segments;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if Jakarta does not accept it; the message says why
     */
    public static PathTemplate parse(String template) {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException(UpgradeMessages.badPath(template, "it must start with a slash"));
        }
        if (template.length() > 1 && template.endsWith("/")) {
            throw new IllegalArgumentException(UpgradeMessages.badPath(template, "it must not end with a slash"));
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : split(template)) {
            segments.add(segment(template, part, names));
        }
        return new PathTemplate(template, List.copyOf(segments));
    }

    private static Segment segment(String template, String part, Set<String> names) {
        var variable = VARIABLE.matcher(part);
        if (variable.matches()) {
            if (!names.add(variable.group(1))) {
                throw new IllegalArgumentException(
                        UpgradeMessages.badPath(template, "the variable {" + variable.group(1) + "} appears twice"));
            }
            return new Segment(variable.group(1), true);
        }
        if (part.isEmpty() && !template.equals("/")) {
            throw new IllegalArgumentException(UpgradeMessages.badPath(template, "it has an empty segment"));
        }
        if (part.equals(".") || part.equals("..")) {
            throw new IllegalArgumentException(
                    UpgradeMessages.badPath(template, "it has the relative segment " + part));
        }
        if (ForeignVariables.isOne(part)) {
            throw new IllegalArgumentException(
                    UpgradeMessages.foreignVariable(template, part, "/" + ForeignVariables.replaced(split(template))));
        }
        if (!LITERAL.matcher(part).matches()) {
            throw new IllegalArgumentException(UpgradeMessages.badPath(
                    template,
                    "the segment \"" + Text.clean(part)
                            + "\" is neither a literal of URI characters nor one whole {variable}"));
        }
        return new Segment(part, false);
    }

    /** Matches a request's undecoded path; returns the decoded variables, or null where it does not match. */
    public @Nullable Map<String, String> match(String path) {
        String[] parts = split(path);
        if (!path.startsWith("/") || parts.length != segments.size()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            Segment segment = segments.get(i);
            if (!segment.variable()) {
                if (!PercentEncoding.decode(segment.text()).equals(PercentEncoding.decode(parts[i]))) {
                    return null;
                }
            } else if (parts[i].isEmpty()) {
                return null;
            } else {
                values.put(segment.text(), PercentEncoding.decode(parts[i]));
            }
        }
        return values;
    }

    /** Returns the template with its variables' names left out: equal for templates that match the same paths. */
    public String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/').append(segment.variable() ? "{}" : segment.text());
        }
        return shape.toString();
    }

    /** Orders by precedence: at the first difference a literal comes before a variable. */
    @Override
    public int compareTo(PathTemplate other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            int order = Boolean.compare(
                    segments.get(i).variable(), other.segments.get(i).variable());
            if (order != 0) {
                return order;
            }
        }
        return Comparator.<PathTemplate>comparingInt(t -> t.segments.size())
                .thenComparing(PathTemplate::toString)
                .compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate that && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    @Override
    public String toString() {
        return template;
    }

    private static String[] split(String path) {
        return path.substring(path.startsWith("/") ? 1 : 0).split("/", -1);
    }

    /**
     * A part between slashes.
     *
     * @param text the literal, or the variable's name
     * @param variable whether it is a variable
     */
    private record Segment(String text, boolean variable) {}
}
