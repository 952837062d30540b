package io.tideway.ws.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows a request with other values of some headers; the names of those are looked up in any case. */
class RequestWithHeaders extends HttpServletRequestWrapper {
    private final Map<String, List<String>> replaced = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Replaces headers.
     *
     * @param replaced the values by name; a header with none is hidden
     */
    RequestWithHeaders(HttpServletRequest request, Map<String, List<String>> replaced) {
        super(request);
        this.replaced.putAll(replaced);
    }

    @Override
    public @Nullable String getHeader(String name) {
        List<String> values = replaced.get(name);
        if (values == null) {
            return super.getHeader(name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        List<String> values = replaced.get(name);
        return values == null ? super.getHeaders(name) : Collections.enumeration(values);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
        names.removeIf(replaced::containsKey);
        replaced.forEach((name, values) -> {
            if (!values.isEmpty()) {
                names.add(name);
            }
        });
        return Collections.enumeration(names);
    }
}
