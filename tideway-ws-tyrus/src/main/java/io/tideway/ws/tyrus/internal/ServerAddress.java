package io.tideway.ws.tyrus.internal;

import java.net.URI;

/**
 * Tells where a server listens, and how clients on this machine reach it.
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

    /** Returns where the server listens, for a reader who may be on another machine. */
    public String listening() {
        String bound = uri(tls ? "https" : "http", host, "/").toString();
        return isEveryAddress() ? bound + " (all addresses of this machine)" : bound;
    }

    private URI uri(String scheme, String path) {
        return uri(scheme, isEveryAddress() ? "127.0.0.1" : host, path);
    }

    private URI uri(String scheme, String name, String path) {
        String context = "/".equals(contextPath) ? "" : contextPath;
        String authority = name.indexOf(':') < 0 ? name : "[" + name + "]";
        return URI.create(scheme + "://" + authority + ":" + port + context + (path.startsWith("/") ? "" : "/") + path);
    }

    private boolean isEveryAddress() {
        return "0.0.0.0".equals(host) || "::".equals(host);
    }
}
