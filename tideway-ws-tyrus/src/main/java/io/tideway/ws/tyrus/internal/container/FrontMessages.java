package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the log lines and error texts of HTTP and WebSocket connections; ids ST200 to ST299. */
final class FrontMessages {
    private static final SafeLog ACCEPTOR = SafeLog.of(Acceptor.class);
    private static final SafeLog CONNECTION_LIMIT = SafeLog.of(ConnectionLimit.class);
    private static final SafeLog FRAME_INPUTS = SafeLog.of(FrameInputs.class);
    private static final SafeLog GRIZZLY = SafeLog.of(GrizzlyLogs.class);
    private static final SafeLog HANDSHAKE_FILTER = SafeLog.of(HandshakeFilter.class);
    private static final SafeLog HTTP_FRONT = SafeLog.of(HttpFront.class);
    private static final SafeLog LINGERING = SafeLog.of(Lingering.class);
    private static final SafeLog REQUEST_DEADLINES = SafeLog.of(RequestDeadlines.class);
    private static final SafeLog REQUEST_GUARD = SafeLog.of(RequestGuard.class);
    private static final SafeLog WEB_SOCKET_CHANNEL = SafeLog.of(WebSocketChannel.class);
    private static final int MOST_THREADS = 5;
    private static final Pattern LIBRARY = Pattern.compile("(java|javax|jdk|sun|jakarta|org\\.glassfish)\\.");

    private FrontMessages() {}

    /** Logs a handshake that got no 101. */
    static void handshakeRefused(@Nullable String path, int status, String reason) {
        HANDSHAKE_FILTER.log(
                Level.DEBUG,
                null,
                "TIDEWAY-ST201 refused the upgrade of %s with %s: %s",
                String.valueOf(path),
                status,
                String.valueOf(reason));
    }

    /** Logs a frame that broke a rule. */
    static void frameRefused(@Nullable SocketAddress client, @Nullable String reason) {
        WEB_SOCKET_CHANNEL.log(
                Level.DEBUG,
                null,
                "TIDEWAY-ST202 closed the connection of %s: %s",
                String.valueOf(client),
                String.valueOf(reason));
    }

    /** Logs that the engine threw in a handshake. */
    static void handshakeFailed(@Nullable SocketAddress client, Throwable cause) {
        engineFailed(HANDSHAKE_FILTER, client, cause);
    }

    /** Logs that the engine threw on a connection. */
    static void engineFailed(@Nullable SocketAddress client, Throwable cause) {
        engineFailed(WEB_SOCKET_CHANNEL, client, cause);
    }

    private static void engineFailed(SafeLog log, @Nullable SocketAddress client, Throwable cause) {
        log.log(
                Level.ERROR,
                cause,
                "TIDEWAY-ST203 the WebSocket engine failed on the connection of %s: %s",
                String.valueOf(client),
                cause);
    }

    /** Logs that the sending side of a socket could not be shut. */
    static void finFailed(@Nullable SocketAddress client, Throwable cause) {
        shutdownFailed(LINGERING, client, cause);
    }

    /** Logs that the receiving side of a socket could not be shut. */
    static void wakeFailed(@Nullable SocketAddress client, Throwable cause) {
        shutdownFailed(REQUEST_DEADLINES, client, cause);
    }

    private static void shutdownFailed(SafeLog log, @Nullable SocketAddress client, Throwable cause) {
        log.log(
                Level.DEBUG,
                cause,
                "TIDEWAY-ST204 cannot shut down the connection of %s in order: %s",
                String.valueOf(client),
                cause);
    }

    /** Says why a write after the close fails. */
    static String writeAfterClose() {
        return "TIDEWAY-ST205 the connection is being closed";
    }

    /** Logs that Tyrus' own read handler takes the frames. */
    static void readsThroughTyrus(Throwable cause) {
        FRAME_INPUTS.log(
                Level.INFO,
                null,
                "TIDEWAY-ST206 frames go through Tyrus' own read handler, which keeps a buffer as large as a"
                        + " connection's largest frame: this version of Tyrus is not the one that Tideway knows: %s",
                cause);
    }

    /** Logs threads that outlive the server, and where they are, since that code ignores interruption. */
    static void threadsLeft(Collection<Thread> threads) {
        String places = threads.stream()
                .limit(MOST_THREADS)
                .map(thread -> thread.getName() + place(thread))
                .collect(Collectors.joining(", "));
        HTTP_FRONT.log(
                Level.WARNING,
                null,
                "TIDEWAY-ST207 %s threads still run after the stop, although they were interrupted: %s",
                threads.size(),
                threads.size() > MOST_THREADS ? places + " and others" : places);
    }

    /** Says in which method a thread is that is neither the JDK's nor a library's of the server. */
    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !LIBRARY.matcher(frame.getClassName()).lookingAt())
                .findFirst()
                .map(frame -> " in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
    }

    /** Logs that the system lets no connection be accepted. */
    static void cannotAccept(Object cause, Duration pause) {
        ACCEPTOR.log(
                Level.WARNING,
                null,
                "TIDEWAY-ST208 cannot accept a connection, and tries again every %s ms: %s; if the process has too few file"
                        + " descriptors, raise its limit (ulimit -n), or lower maxTcpConnections; at most one such line a"
                        + " minute is logged",
                pause.toMillis(),
                cause);
    }

    /** Logs that connections are closed because too many are open. */
    static void connectionLimitReached(int max) {
        CONNECTION_LIMIT.log(
                Level.WARNING,
                null,
                "TIDEWAY-ST209 as many TCP connections are open as maxTcpConnections allows (%s), so further ones are closed"
                        + " at once; at most one such line a minute is logged",
                max);
    }

    /** Logs a request that was refused because it is malformed, ambiguous or too large. */
    static void requestRefused(@Nullable SocketAddress client, int status, String reason) {
        REQUEST_GUARD.log(
                Level.DEBUG,
                null,
                "TIDEWAY-ST211 refused a request of %s with %s: %s",
                String.valueOf(client),
                status,
                reason);
    }

    /** Logs a request that took too long to arrive. */
    static void requestExpired(@Nullable SocketAddress client) {
        REQUEST_DEADLINES.log(
                Level.DEBUG,
                null,
                "TIDEWAY-ST216 refused a request of %s with 408: it took longer than requestTimeout to arrive",
                String.valueOf(client));
    }

    /** Logs that an HTTP handler threw. */
    static void requestFailed(Throwable cause) {
        String thrown = cause.getClass().getName();
        GRIZZLY.log(Level.WARNING, null, "TIDEWAY-ST212 an HTTP request failed with %s", thrown);
        GRIZZLY.log(Level.DEBUG, cause, "TIDEWAY-ST212 an HTTP request failed with %s", thrown);
    }

    /**
     * Logs that a request or its answer could not be finished because the client has gone or has sent something else.
     */
    static void requestAborted(Throwable cause) {
        GRIZZLY.log(Level.DEBUG, null, "TIDEWAY-ST215 an HTTP request was aborted: %s", cause);
    }

    /** Says what a mapping of an HTTP handler may be. */
    static String badMapping(String mapping) {
        return "TIDEWAY-ST213 a mapping of handler(…) must be one path like \"/status\" or all below one like"
                + " \"/api/*\", but was \"" + Text.clean(mapping) + "\"";
    }

    /** Says that the factory of an HTTP handler gave none. */
    static String noHandler(String mapping) {
        return "TIDEWAY-ST214 the factory of the HTTP handler for " + Text.clean(mapping)
                + " returned null; return a handler";
    }

    /** Answers an offer of extensions that cannot be read. */
    static String handshakeExtensions() {
        return "Sec-WebSocket-Extensions must be a list of extensions with their parameters";
    }

    /** Answers a handshake that the engine refused or failed in. */
    static String handshakeNotAccepted() {
        return "The WebSocket handshake was refused";
    }

    /** Answers a request that takes too long to come. */
    static String requestTimeout() {
        return "the request took too long to arrive";
    }

    /** Answers a path without an endpoint. */
    static String noEndpoint(@Nullable String path) {
        return "No WebSocket endpoint has the path " + Text.clean(String.valueOf(path));
    }
}
