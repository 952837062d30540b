package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Names the paths of an ordinary HTTP handler.
 *
 * @param handler the handler
 * @param mappings paths inside the context: "/api/*" for all below, or one exact path
 */
public record HttpMount(HttpHandler handler, List<String> mappings) {

    private static final String ALL_BELOW = "/*";

    private static final Pattern MAPPING = Pattern.compile("(/[^*]*)|(/([^*]*/)?\\*)");

    /**
     * Checks the handler.
     *
     * @throws NullPointerException if a factory made none
     */
    public HttpMount {
        Objects.requireNonNull(handler, () -> FrontMessages.noHandler(String.join(", ", mappings)));
    }

    /**
     * Checks mappings.
     *
     * @param mappings none for every path
     * @return the mappings
     * @throws NullPointerException if {@code mappings} or one of them is null
     * @throws IllegalArgumentException if one is neither an exact path nor all below one
     */
    public static List<String> checked(String... mappings) {
        for (String mapping : Objects.requireNonNull(mappings, "mappings must not be null")) {
            Objects.requireNonNull(mapping, "mappings must not have null");
            if (!MAPPING.matcher(mapping).matches()) {
                throw new IllegalArgumentException(FrontMessages.badMapping(mapping));
            }
        }
        return mappings.length == 0 ? List.of(ALL_BELOW) : List.of(mappings);
    }

    /**
     * Answers 404 to whatever has no handler; Grizzly would answer an empty 200 where another handler has a part of the
     * context.
     */
    static HttpMount notFound() {
        return new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) throws IOException {
                        response.sendError(404);
                    }
                },
                List.of(ALL_BELOW));
    }

    /** Tells whether the handler leaves nothing over. */
    boolean takesAll() {
        return mappings.contains(ALL_BELOW);
    }

    /**
     * Translates the mappings so that the handler sees "/api" as its own context path where "/api/*" is its mapping.
     */
    HttpHandlerRegistration[] registrations(String contextPath) {
        String context = "/".equals(contextPath) ? "" : contextPath;
        return mappings.stream()
                .map(mapping -> mapping.endsWith(ALL_BELOW)
                        ? registration(context + mapping.substring(0, mapping.length() - ALL_BELOW.length()), ALL_BELOW)
                        : registration(context, mapping))
                .toArray(HttpHandlerRegistration[]::new);
    }

    private static HttpHandlerRegistration registration(String context, String pattern) {
        return HttpHandlerRegistration.builder()
                .contextPath(context)
                .urlPattern(pattern)
                .build();
    }
}
