package io.tideway.ws.internal.upgrade;

import java.util.regex.Pattern;

/**
 * Reads the undecoded path of a request as containers route by it: without path parameters, those of
 * {@code ;jsessionid=…} among them (Jakarta Servlet 6.0, §3.5).
 */
public final class RequestPath {
    // Some containers read a backslash as a slash.
    private static final Pattern REWRITTEN = Pattern.compile("(^|[/\\\\])\\.{1,2}([/\\\\]|$)|[/\\\\]{2}");

    private RequestPath() {}

    /** Leaves out the parameters of every segment; an escaped semicolon is data and stays. */
    public static String withoutParameters(String path) {
        if (path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder plain = new StringBuilder(path.length());
        boolean parameter = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            parameter = c == ';' || (parameter && c != '/');
            if (!parameter) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /**
     * Tells whether containers read another path: they resolve dot segments, escaped ones too, and some leave out empty
     * segments before they route and authenticate. A slash at the end is not an empty segment.
     */
    static boolean isAmbiguous(String path) {
        return REWRITTEN
                .matcher(PercentEncoding.decode(withoutParameters(path)))
                .find();
    }

    /**
     * Leaves out the context path, however the client has written it, and all parameters.
     *
     * @param contextPath the decoded context path, empty for the root
     * @param path the undecoded path of the whole request
     * @return what is below the context path; the whole path where it is not below it
     */
    public static String below(String contextPath, String path) {
        String plain = withoutParameters(path);
        int end = 0;
        for (int slash = contextPath.indexOf('/'); slash >= 0 && end >= 0; ) {
            slash = contextPath.indexOf('/', slash + 1);
            end = plain.indexOf('/', end + 1);
        }
        int prefix = end < 0 ? plain.length() : end;
        return PercentEncoding.decode(plain.substring(0, prefix)).equals(contextPath) ? plain.substring(prefix) : plain;
    }
}
