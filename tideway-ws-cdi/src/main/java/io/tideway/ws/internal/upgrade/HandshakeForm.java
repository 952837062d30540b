package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Checks the form of a request that asks for a WebSocket (RFC 6455 §4.2.1) by one rule for all containers, whose own
 * rules differ.
 *
 * @param method the HTTP method
 * @param protocol the HTTP version as in {@code HTTP/1.1}
 * @param headers returns the values of a header by its name in any case, one for each line; none where it is absent
 */
public record HandshakeForm(String method, String protocol, Function<String, List<String>> headers) {
    private static final String WEBSOCKET = "websocket";
    private static final String VERSION = "13";
    private static final int KEY_CHARACTERS = 24;
    private static final int KEY_BYTES = 16;
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]*)?");

    /**
     * Tells whether a container or a proxy may take the request for an upgrade, well-formed or not. The answer to such
     * a request is 101 or the last one of its connection, since what follows may come from another client.
     */
    public boolean isAttempt() {
        return isExtendedConnect()
                || !headers.apply("Sec-WebSocket-Key").isEmpty()
                || headers.apply("Upgrade").stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(WEBSOCKET));
    }

    /**
     * Tells whether it is an extended CONNECT (RFC 8441), by which HTTP/2 and HTTP/3 begin a WebSocket: without the
     * headers that turn a TCP connection over, and answered with 200. A CONNECT of another kind has no path, so none
     * reaches an application.
     */
    public boolean isExtendedConnect() {
        return "CONNECT".equals(method) && !protocol.startsWith("HTTP/1");
    }

    /** Tells whether both headers of an upgrade ask for a WebSocket (RFC 9110 §7.8). */
    public boolean asksForWebSocket() {
        return list("Upgrade").contains(WEBSOCKET) && list("Connection").contains("upgrade");
    }

    /** Returns how to answer a malformed handshake; empty for a well-formed one. */
    public Optional<Refused> defect() {
        if (isExtendedConnect()) {
            return hasHost() ? versionDefect() : Optional.of(new Refused(400, UpgradeMessages.handshakeHost()));
        }
        if (!"GET".equals(method)) {
            return Optional.of(new Refused(405, UpgradeMessages.handshakeMethod(), Map.of("Allow", List.of("GET"))));
        }
        if (!"HTTP/1.1".equals(protocol) || !asksForWebSocket()) {
            return Optional.of(new Refused(400, UpgradeMessages.handshakeHeaders()));
        }
        if (!hasHost()) {
            return Optional.of(new Refused(400, UpgradeMessages.handshakeHost()));
        }
        if (hasBody()) {
            return Optional.of(new Refused(400, UpgradeMessages.handshakeBody()));
        }
        Optional<Refused> version = versionDefect();
        return version.isPresent() || hasKey()
                ? version
                : Optional.of(new Refused(400, UpgradeMessages.handshakeKey()));
    }

    private Optional<Refused> versionDefect() {
        List<String> versions = headers.apply("Sec-WebSocket-Version").stream()
                .map(String::strip)
                .toList();
        return versions.equals(List.of(VERSION))
                ? Optional.empty()
                : Optional.of(new Refused(
                        426, UpgradeMessages.handshakeVersion(), Map.of("Sec-WebSocket-Version", List.of(VERSION))));
    }

    /** Tells whether there is exactly one host, valid in a URI: some containers build a URI of it after their 101. */
    private boolean hasHost() {
        List<String> hosts = headers.apply("Host");
        if (hosts.size() != 1 || !HOST.matcher(hosts.get(0).strip()).matches()) {
            return false;
        }
        try {
            new URI("ws://" + hosts.get(0).strip() + "/");
            return true;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private boolean hasBody() {
        return !headers.apply("Transfer-Encoding").isEmpty()
                || headers.apply("Content-Length").stream()
                        .anyMatch(length -> !length.strip().equals("0"));
    }

    private boolean hasKey() {
        List<String> keys = headers.apply("Sec-WebSocket-Key");
        if (keys.size() != 1 || keys.get(0).strip().length() != KEY_CHARACTERS) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(keys.get(0).strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private HeaderList list(String name) {
        return HeaderList.of(headers.apply(name));
    }
}
