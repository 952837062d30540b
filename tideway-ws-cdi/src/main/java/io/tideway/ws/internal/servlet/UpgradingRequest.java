package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.upgrade.PercentEncoding;
import io.tideway.ws.internal.upgrade.QueryParams;
import io.tideway.ws.internal.upgrade.RequestPath;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the container an admitted upgrade as the gate has understood it: with headers in the form that every container
 * reads, whose ticket and subprotocol are the gate's, and with a path and query that {@link java.net.URI} takes.
 */
final class UpgradingRequest extends RequestWithHeaders {
    private final Map<String, List<String>> queryParams;

    UpgradingRequest(HttpServletRequest request, UpgradeGate.Verdict.Admitted verdict) {
        super(request, headers(request, verdict));
        queryParams = QueryParams.parse(request.getQueryString());
    }

    private static Map<String, List<String>> headers(HttpServletRequest request, UpgradeGate.Verdict.Admitted verdict) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(UpgradeGate.TICKET_HEADER, List.of(verdict.ticket()));
        headers.put(
                "Sec-WebSocket-Protocol", verdict.subprotocol().map(List::of).orElse(List.of()));
        if (request.getProtocol().startsWith("HTTP/1")) {
            headers.put("Connection", List.of("Upgrade"));
            headers.put("Upgrade", List.of("websocket"));
        }
        return headers;
    }

    @Override
    public String getRequestURI() {
        return PercentEncoding.path(RequestPath.withoutParameters(super.getRequestURI()));
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        int path = url.indexOf("/", url.indexOf("://") + "://".length());
        url.setLength(path < 0 ? url.length() : path);
        return url.append(getRequestURI());
    }

    @Override
    public @Nullable String getQueryString() {
        String query = super.getQueryString();
        return query == null ? null : PercentEncoding.query(query);
    }

    @Override
    public @Nullable String getParameter(String name) {
        List<String> values = queryParams.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> map = new LinkedHashMap<>();
        queryParams.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(queryParams.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        List<String> values = queryParams.get(name);
        return values == null ? null : values.toArray(String[]::new);
    }
}
