package io.tideway.ws.tyrus.internal;

import java.net.URI;

/**
 * Tells how clients on this machine reach a server.
 *
 * @param host the name or address it is bound to
 * @param port its port
 * @param contextPath "/" or like "/app"
 * @param tls whether it speaks TLS
 */
public record ServerAddress(String host, int port, String contextPath, boolean tls) {

    /** Returns the HTTP address of a path inside the context. */
    public URI http(String path) {
        return uri(tls ? "https" : "http", path);
    }

    /** Returns the WebSocket address of a path inside the context. */
    public URI webSocket(String path) {
        return uri(tls ? "wss" : "ws", path);
    }

    private URI uri(String scheme, String path) {
        String context = "/".equals(contextPath) ? "" : contextPath;
        return URI.create(
                scheme + "://" + reachable() + ":" + port + context + (path.startsWith("/") ? "" : "/") + path);
    }

    private String reachable() {
        if ("0.0.0.0".equals(host) || "::".equals(host)) {
            return "127.0.0.1";
        }
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}
