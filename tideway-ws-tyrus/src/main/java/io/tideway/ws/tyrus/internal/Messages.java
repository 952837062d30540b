package io.tideway.ws.tyrus.internal;

import io.tideway.ws.internal.log.Redacted;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds every log line and every error text of this module, each with its id; what a peer reads bears none.
 *
 * <p>A log line is one line: control characters of whatever came from a peer are escaped, and a throwable is
 * shown by its classes and positions, since its message may hold what a peer sent.
 */
public final class Messages {
    private static final System.Logger LOG = System.getLogger("io.tideway.ws.tyrus");

    private static final int MOST_THREADS = 5;
    private static final Pattern LIBRARY = Pattern.compile("(java|javax|jdk|sun|jakarta|org\\.glassfish)\\.");

    private Messages() {}

    // Life of the server, 0xx

    /** Logs that the server takes connections. */
    public static void listening(URI uri, Duration since) {
        log(Level.INFO, null, "TIDEWAY-ST001 Tideway is listening on %s after %s ms", uri, since.toMillis());
    }

    /** Logs that the server is gone. */
    public static void stopped(URI uri) {
        log(Level.INFO, null, "TIDEWAY-ST002 Tideway has stopped on %s", uri);
    }

    /** Logs threads that outlive the server, and where they are, since that code ignores interruption. */
    public static void threadsLeft(Collection<Thread> threads) {
        String places = threads.stream()
                .limit(MOST_THREADS)
                .map(thread -> thread.getName() + place(thread))
                .collect(Collectors.joining(", "));
        log(
                Level.WARNING,
                null,
                "TIDEWAY-ST003 %s threads still run after the stop, although they were interrupted: %s",
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

    /** Logs a step of the stop that threw. */
    public static void stopFailed(String step, Throwable cause) {
        log(
                Level.WARNING,
                cause,
                "TIDEWAY-ST004 stopping %s failed, the rest is stopped all the same: %s",
                step,
                String.valueOf(cause));
    }

    /** Logs a class of the project that could not be looked at. */
    public static void classSkipped(String className, Throwable cause) {
        log(
                Level.DEBUG,
                cause,
                "TIDEWAY-ST005 %s is no bean here, it cannot be loaded: %s",
                className,
                String.valueOf(cause));
    }

    /** Logs a directory of the class path that could not be searched. */
    public static void directorySkipped(URI directory, Throwable cause) {
        log(
                Level.WARNING,
                cause,
                "TIDEWAY-ST006 %s cannot be searched for beans: %s",
                directory,
                String.valueOf(cause));
    }

    /** Logs that there is nothing to connect to. */
    public static void noEndpoints() {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-ST007 there is no endpoint: no bean bears @WebSocketEndpoint; name your handlers with beans(…), or"
                        + " put an empty META-INF/beans.xml into the jar that holds them");
    }

    /** Logs that the system lets no connection be accepted. */
    public static void cannotAccept(Object cause, Duration pause) {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-ST008 cannot accept a connection, and tries again every %s ms: %s; if the process has too few file"
                        + " descriptors, raise its limit (ulimit -n), or lower maxTcpConnections; at most one such line a"
                        + " minute is logged",
                pause.toMillis(),
                cause);
    }

    /** Logs that connections are closed because too many are open. */
    public static void connectionLimitReached(int max) {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-ST009 as many TCP connections are open as maxTcpConnections allows (%s), so further ones are closed"
                        + " at once; at most one such line a minute is logged",
                max);
    }

    // Settings, 1xx

    /** Says that the port is taken, or may not be used. */
    public static String cannotListen(String host, int port, Throwable cause) {
        return "TIDEWAY-ST101 cannot listen on port " + port + " of " + host + ": " + cause.getMessage()
                + "; stop what uses the port, choose another with port(…), or let port(0) pick a free one";
    }

    /** Says that a host is none of this machine. */
    public static String notOurHost(String host) {
        return "TIDEWAY-ST102 host must be a name or address of this machine, but was \"" + escaped(host)
                + "\"; 127.0.0.1 keeps the server to this machine, 0.0.0.0 opens it to the network";
    }

    /** Says what a context path may be. */
    public static String badContextPath(String path) {
        return "TIDEWAY-ST103 contextPath must be \"/\" or like \"/app\", of letters, digits and -._~, but was \""
                + escaped(path) + "\"";
    }

    /** Says why a class can be no bean. */
    public static String noBeanClass(Class<?> type, String why) {
        return "TIDEWAY-ST104 " + type.getName() + " cannot be one of beans(…): it is " + why
                + "; name a concrete class, static where it is nested";
    }

    /** Says what a mapping of an HTTP handler may be. */
    public static String badMapping(String mapping) {
        return "TIDEWAY-ST105 a mapping of handler(…) must be one path like \"/status\" or all below one like"
                + " \"/api/*\", but was \"" + escaped(mapping) + "\"";
    }

    /** Says that a number is out of its bounds. */
    public static String outOfBounds(String setting, int value, String bounds) {
        return "TIDEWAY-ST106 " + setting + " must be " + bounds + ", but was " + value;
    }

    /** Says that a duration is out of its bounds. */
    public static String outOfBounds(String setting, Duration value, String bounds) {
        return "TIDEWAY-ST121 " + setting + " must be " + bounds + ", but was " + value;
    }

    /** Says that a server is gone. */
    public static String closed() {
        return "TIDEWAY-ST107 this TidewayServer has been closed; start another with TidewayServer.builder()";
    }

    /** Says that the factory of an HTTP handler gave none. */
    public static String noHandler(String mapping) {
        return "TIDEWAY-ST108 the factory of the HTTP handler for " + mapping + " returned null";
    }

    /** Says that a file of TLS cannot be read. */
    public static String unreadable(Path file, Throwable cause) {
        return "TIDEWAY-ST110 cannot read " + file + " for tls(…): " + cause
                + "; name a file that this process may read";
    }

    /** Says that a file has no certificate. */
    public static String noCertificate(Path file) {
        return "TIDEWAY-ST111 " + file + " must have the server's certificate for tls(…), from -----BEGIN"
                + " CERTIFICATE----- on, but has none that can be read";
    }

    /** Says that a file has no private key in the one form that is read. */
    public static String noPrivateKey(Path file, String found) {
        return "TIDEWAY-ST112 " + file + " must have a private key for tls(…) that begins with -----BEGIN PRIVATE"
                + " KEY-----, but has " + found + "; openssl pkcs8 -topk8 -nodes -in " + file + " makes one of it";
    }

    /** Says that a private key cannot be read. */
    public static String badPrivateKey(Path file, String algorithm) {
        return "TIDEWAY-ST113 " + file + " must have the private key of the certificate for tls(…), which is of "
                + algorithm + ", but what it has is not a key of that kind";
    }

    /** Says that a key is not the certificate's. */
    public static String notAPair(Path chain, Path key) {
        return "TIDEWAY-ST114 the private key in " + key + " does not belong to the first certificate in " + chain
                + "; that one must be the server's own, those that issued it come after it";
    }

    /** Says that Java cannot make use of a key. */
    public static String pemUnusable(Path chain, Path key, Throwable cause) {
        return "TIDEWAY-ST115 cannot use " + chain + " and " + key + " for tls(…): " + cause;
    }

    // Connections, 2xx

    /** Logs a handshake that got no 101. */
    public static void handshakeRefused(@Nullable String path, int status, String reason) {
        log(Level.DEBUG, null, "TIDEWAY-ST201 refused the upgrade of %s with %s: %s", path, status, reason);
    }

    /** Logs a frame that broke a rule. */
    public static void frameRefused(@Nullable SocketAddress peer, @Nullable String reason) {
        log(Level.DEBUG, null, "TIDEWAY-ST202 closed the connection of %s: %s", peer, reason);
    }

    /** Logs that the engine threw where it must not. */
    public static void engineFailed(@Nullable SocketAddress peer, Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-ST203 the WebSocket engine failed on the connection of %s: %s", peer, cause);
    }

    /** Logs that the sending side of a socket could not be shut. */
    public static void finFailed(@Nullable SocketAddress peer, Throwable cause) {
        log(Level.DEBUG, cause, "TIDEWAY-ST204 cannot shut down the connection of %s in order: %s", peer, cause);
    }

    /** Says why a write after the close fails. */
    public static String writeAfterClose() {
        return "TIDEWAY-ST205 the connection is being closed";
    }

    /** Logs that Tyrus' own read handler takes the frames. */
    public static void readsThroughTyrus(Throwable cause) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-ST206 frames go through Tyrus' own read handler, which keeps a buffer as large as a"
                        + " connection's largest frame: this version of Tyrus is not the one that Tideway knows: %s",
                cause);
    }

    /** Logs a request that is not one beyond doubt. */
    public static void requestRefused(@Nullable SocketAddress peer, int status, String reason) {
        log(Level.DEBUG, null, "TIDEWAY-ST211 refused a request of %s with %s: %s", peer, status, reason);
    }

    /** Logs that an HTTP handler threw. */
    public static void requestFailed(Throwable cause) {
        String thrown = cause.getClass().getName();
        log(Level.WARNING, null, "TIDEWAY-ST212 an HTTP request failed with %s", thrown);
        log(Level.DEBUG, cause, "TIDEWAY-ST212 an HTTP request failed with %s", thrown);
    }

    /** Logs that a request or its answer could not be finished since the client is gone, or has sent what is none. */
    public static void requestAborted(Throwable cause) {
        log(Level.DEBUG, null, "TIDEWAY-ST211 an HTTP request was aborted: %s", cause);
    }

    // What a peer reads

    /** Answers an offer of extensions that cannot be read. */
    public static String handshakeExtensions() {
        return "Sec-WebSocket-Extensions must be a list of extensions with their parameters";
    }

    /** Answers a handshake that the engine refused or failed in. */
    public static String handshakeFailed() {
        return "The WebSocket handshake was refused";
    }

    /** Answers a request that takes too long to come. */
    public static String requestTimeout() {
        return "the request took too long to arrive";
    }

    /** Answers a path without an endpoint. */
    public static String noEndpoint(@Nullable String path) {
        return "There is no WebSocket endpoint at " + escaped(String.valueOf(path));
    }

    /** Closes for a message that is too large once it is inflated. */
    public static String messageTooBig(int limit) {
        return "a message may have at most " + limit + " bytes";
    }

    /** Closes for a text message that is not UTF-8. */
    public static String notUtf8() {
        return "a text message must be valid UTF-8";
    }

    /** Closes for a message that cannot be inflated. */
    public static String notDeflated() {
        return "a compressed message cannot be inflated";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || point == 0x2028 || point == 0x2029) {
                safe.append(String.format("\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    // Error Prone's own annotation for this would be a dependency of the jar.
    @SuppressWarnings("AnnotateFormatMethod")
    private static void log(Level level, @Nullable Throwable cause, String format, @Nullable Object... values) {
        if (LOG.isLoggable(level)) {
            Object[] shown = Arrays.stream(values)
                    .map(value -> value instanceof Throwable thrown ? Redacted.line(thrown) : value)
                    .toArray();
            LOG.log(level, escaped(String.format(format, shown)), cause == null ? null : Redacted.of(cause));
        }
    }
}
