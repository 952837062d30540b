package io.tideway.ws.tyrus.internal.http;

import io.tideway.ws.internal.upgrade.HandshakeForm;
import io.tideway.ws.internal.upgrade.HeaderList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of a head one by one and finds out where the request ends, or that it cannot be told beyond doubt.
 *
 * <p>Where RFC 9112 lets a server repair a request or refuse it, this refuses: whatever is in front may have repaired
 * it differently. One instance for one request; not thread-safe.
 */
final class HeadRules {

    /** Methods whose body has no meaning, so that many a server leaves it in the connection. */
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "TRACE");

    private static final Set<String> TELLING = Set.of(
            "connection", "content-length", "expect", "host", "sec-websocket-key", "transfer-encoding", "upgrade");

    private static final String CHUNKED = "chunked";

    private final HttpLimits limits;
    private @Nullable RequestLine requestLine;
    private int fields;
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HeadRules(HttpLimits limits) {
        this.limits = limits;
    }

    /** Tells whether the next line is the request line. */
    boolean isAtStart() {
        return requestLine == null;
    }

    /** Takes a line that is not empty, without its end. */
    void line(byte[] bytes, int start, int end) throws RequestRefused {
        if (requestLine == null) {
            requestLine = RequestLine.of(bytes, start, end);
            return;
        }
        FieldLine field = FieldLine.of(bytes, start, end);
        if (++fields > limits.headers()) {
            throw tooManyFields(limits);
        }
        if (TELLING.contains(field.name())) {
            values.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value());
        }
    }

    private List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Judges the head as a whole, once its empty line has come. */
    RequestHead judge() throws RequestRefused {
        if (requestLine == null) {
            throw RequestRefused.bad("a request begins with a request line");
        }
        RequestLine line = requestLine;
        RequestTarget.check(line.method(), line.target(), host(line));
        if (!values("expect").isEmpty() && !isContinue(values("expect"))) {
            throw new RequestRefused(417, "the only expectation that can be met is 100-continue");
        }
        Body body = body(line);
        boolean webSocket = new HandshakeForm(line.method(), line.version(), this::values).isAttempt();
        if (webSocket && !body.isOver()) {
            throw RequestRefused.bad("a WebSocket handshake has no body");
        }
        if (!webSocket) {
            RequestTarget.checkSlashes(line.target());
        }
        HeaderList connection = HeaderList.of(values("connection"));
        boolean last = connection.contains("close") || (!line.isHttp11() && !connection.contains("keep-alive"));
        return new RequestHead(body, webSocket, last);
    }

    private String host(RequestLine line) throws RequestRefused {
        List<String> hosts = values("host");
        if (hosts.size() > 1 || (hosts.isEmpty() && line.isHttp11())) {
            throw RequestRefused.bad("a request must have one Host field");
        }
        if (hosts.isEmpty()) {
            return "";
        }
        HostField.check(hosts.get(0));
        return hosts.get(0);
    }

    private Body body(RequestLine line) throws RequestRefused {
        List<String> transferEncodings = values("transfer-encoding");
        if (!transferEncodings.isEmpty() && !values("content-length").isEmpty()) {
            throw RequestRefused.bad("a request must not have both Transfer-Encoding and Content-Length");
        }
        Body body = transferEncodings.isEmpty() ? sized() : chunked(line, transferEncodings);
        if (!body.isOver() && WITHOUT_BODY.contains(line.method())) {
            throw RequestRefused.bad("a " + line.method() + " request must not have a body");
        }
        return body;
    }

    private Body sized() throws RequestRefused {
        List<String> contentLengths = values("content-length");
        if (contentLengths.isEmpty()) {
            return new SizedBody(0);
        }
        if (contentLengths.size() > 1 || !Octets.isNumber(contentLengths.get(0), 18)) {
            throw RequestRefused.bad("Content-Length must be one number");
        }
        long length = Long.parseLong(contentLengths.get(0));
        if (length > limits.bodyBytes()) {
            throw tooLarge(limits);
        }
        return new SizedBody(length);
    }

    private Body chunked(RequestLine line, List<String> transferEncodings) throws RequestRefused {
        List<String> codings = transferEncodings.stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (line.isHttp11() && codings.equals(List.of(CHUNKED)) && transferEncodings.size() == 1) {
            return new ChunkedBody(limits);
        }
        int chunked = codings.indexOf(CHUNKED);
        boolean others = codings.subList(0, Math.max(0, chunked)).stream().allMatch(Octets::isToken);
        if (line.isHttp11() && chunked > 0 && chunked == codings.size() - 1 && others) {
            throw new RequestRefused(501, "the only transfer coding that is implemented is chunked");
        }
        throw RequestRefused.bad("Transfer-Encoding must be chunked, in HTTP/1.1");
    }

    static RequestRefused tooLarge(HttpLimits limits) {
        return new RequestRefused(413, "a body may have at most " + limits.bodyBytes() + " bytes");
    }

    static RequestRefused headTooLarge(HttpLimits limits) {
        return new RequestRefused(
                431,
                "the request line and the header fields may have at most " + limits.headBytes() + " bytes together");
    }

    static RequestRefused tooManyFields(HttpLimits limits) {
        return new RequestRefused(431, "a request may have at most " + limits.headers() + " header fields");
    }

    private static boolean isContinue(List<String> expectations) {
        return expectations.size() == 1 && "100-continue".equalsIgnoreCase(expectations.get(0));
    }
}
