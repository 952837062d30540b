package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.Messages;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.jspecify.annotations.Nullable;

/** Judges the form of a handshake (RFC 6455 §4.2.1), so that the application is asked about well-formed ones only. */
final class HandshakeRules {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final String VERSION = "13";

    private HandshakeRules() {}

    /**
     * Tells whether a request means to become a WebSocket; an {@code Upgrade} that its {@code Connection} header does
     * not name, or one to another protocol, has to be overlooked (RFC 9110 §7.8).
     */
    static boolean asksForWebSocket(HttpRequestPacket request) {
        return request.isUpgrade()
                && request.getProtocol() == Protocol.HTTP_1_1
                && hasToken(request.getUpgrade(), "websocket")
                && hasToken(request.getHeader(Header.Connection), "upgrade");
    }

    /** Finds what is wrong with a handshake; null if nothing is. */
    static @Nullable Refusal check(HttpRequestPacket request) {
        if (!Method.GET.equals(request.getMethod())) {
            return new Refusal(405, Messages.handshakeMethod(), Map.of("Allow", "GET"));
        }
        if (request.getContentLength() > 0 || request.isChunked()) {
            return new Refusal(400, Messages.handshakeBody());
        }
        if (!VERSION.equals(trimmed(request.getHeader("Sec-WebSocket-Version")))) {
            return new Refusal(426, Messages.handshakeVersion(), Map.of("Sec-WebSocket-Version", VERSION));
        }
        if (!isKey(trimmed(request.getHeader("Sec-WebSocket-Key")))) {
            return new Refusal(400, Messages.handshakeKey());
        }
        return null;
    }

    private static boolean hasToken(@Nullable String header, String token) {
        return header != null
                && COMMA.splitAsStream(header.strip().toLowerCase(Locale.ROOT)).anyMatch(token::equals);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static @Nullable String trimmed(@Nullable String header) {
        return header == null ? null : header.strip();
    }
}
