package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.upgrade.PercentEncoding;
import io.tideway.ws.internal.upgrade.QueryParams;
import io.tideway.ws.internal.upgrade.RequestPath;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import io.tideway.ws.tyrus.internal.deflate.DeflateOffer;
import io.tideway.ws.tyrus.internal.deflate.DeflateTerms;
import io.tideway.ws.tyrus.internal.deflate.ExtensionOffers;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.Utils;
import org.jspecify.annotations.Nullable;

/** Tells Tideway's gate and Tyrus of one HTTP request, each in its own terms. */
final class HandshakeRequests {

    /** The header by which extensions are offered and answered. */
    static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    /**
     * What a client must not say: our own ticket, and headers by which Tyrus would let it choose session ids or trace.
     */
    private static final Set<String> NEVER_FROM_OUTSIDE = Set.of(
            UpgradeGate.TICKET_HEADER.toLowerCase(Locale.ROOT),
            "tyrus-cluster-connection-id",
            "x-tyrus-tracing-accept",
            "x-tyrus-tracing-threshold");

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private HandshakeRequests() {}

    /** Describes the request to the gate, at the given path inside the context. */
    static UpgradeRequest forGate(HttpRequestPacket request, String path, TcpConnection connection) {
        return new UpgradeRequest(
                request.getMethod().getMethodString(),
                request.getProtocolString(),
                path,
                request.getQueryString(),
                headers(request),
                null,
                role -> false,
                connection.client(),
                request.isSecure());
    }

    /** Tells whether the offer of extensions has the form of one. */
    static boolean hasReadableExtensions(HttpRequestPacket request) {
        return ExtensionOffers.areWellFormed(values(request, EXTENSIONS));
    }

    /**
     * Describes the request to Tyrus, with a target that {@link URI} takes: Tyrus makes one of it after its 101, when
     * it is too late to refuse.
     */
    static RequestContext forTyrus(HttpRequestPacket request, Verdict.Admitted admitted) {
        String query = request.getQueryString();
        RequestContext context = RequestContext.Builder.create()
                .requestURI(URI.create(PercentEncoding.path(RequestPath.withoutParameters(request.getRequestURI()))))
                .queryString(query == null ? null : PercentEncoding.query(query))
                .parameterMap(parameters(query))
                .secure(request.isSecure())
                .remoteAddr(request.getRemoteAddress())
                .serverAddr(request.getLocalAddress())
                .serverPort(request.getLocalPort())
                .tyrusProperties(Map.of())
                .build();
        headers(request)
                .forEach((name, values) -> values.forEach(value -> context.getHeaders()
                        .computeIfAbsent(name, first -> new ArrayList<>())
                        .addAll(Utils.parseHeaderValue(value.strip()))));
        // As the gate has understood them: Tyrus compares each with one word.
        context.getHeaders().put("Connection", List.of("Upgrade"));
        context.getHeaders().put("Upgrade", List.of("websocket"));
        context.getHeaders().put(UpgradeGate.TICKET_HEADER, List.of(admitted.ticket()));
        // The gate has chosen among what the client offers: Tyrus is given that one or none.
        admitted.subprotocol()
                .ifPresentOrElse(
                        chosen -> context.getHeaders().put(SUBPROTOCOL, List.of(chosen)),
                        () -> context.getHeaders().remove(SUBPROTOCOL));
        // Nor can Tyrus look beyond the first offer or decline one for its parameters.
        context.getHeaders().remove(EXTENSIONS);
        DeflateOffer offer = DeflateOffer.firstAcceptable(values(request, EXTENSIONS));
        if (offer != null) {
            DeflateTerms terms = new DeflateTerms(offer, admitted.maxMessageBytes());
            context.getHeaders().put(EXTENSIONS, List.of(terms.toHeader()));
        }
        return context;
    }

    private static Map<String, List<String>> headers(HttpRequestPacket request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : request.getHeaders().names()) {
            if (!NEVER_FROM_OUTSIDE.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values(request, name));
            }
        }
        return headers;
    }

    private static List<String> values(HttpRequestPacket request, String name) {
        List<String> values = new ArrayList<>();
        request.getHeaders().values(name).forEach(values::add);
        return values;
    }

    private static Map<String, String[]> parameters(@Nullable String query) {
        Map<String, String[]> map = new HashMap<>();
        QueryParams.parse(query).forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
        return map;
    }
}
