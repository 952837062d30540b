package io.tideway.ws.internal;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.log.Redacted;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds every log line and every error text of the runtime, each with its id.
 *
 * <p>A log line is one line: control characters of whatever came from a peer are escaped. None holds a payload, a token or a
 * cookie: a throwable is shown by its classes and positions, since its message may hold what a peer sent.
 */
public final class Messages {
    private static final System.Logger LOG = System.getLogger("io.tideway.ws");

    private static final int MOST_THREADS = 5;
    private static final int MOST_CHARACTERS = 64;
    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun)\\.");

    private Messages() {}

    // Connections, 1xx

    /** Logs a new connection. */
    public static void connected(Connection connection, String endpoint) {
        log(Level.DEBUG, null, "TIDEWAY-101 connected: %s on %s", connection.id(), endpoint);
    }

    /** Logs an ended connection. */
    public static void disconnected(Connection connection, String endpoint, CloseFrame reason) {
        log(
                Level.DEBUG,
                null,
                "TIDEWAY-102 disconnected: %s on %s with %s %s",
                connection.id(),
                endpoint,
                reason.code(),
                reason.reason());
    }

    /** Logs what the container reports of a connection. */
    public static void containerError(Connection connection, Throwable cause) {
        log(Level.DEBUG, null, "TIDEWAY-103 the container reports an error on %s: %s", connection.id(), cause);
    }

    /** Logs a write that took too long. */
    public static void sendTimedOut(Connection connection, Duration timeout) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-104 a write on %s took longer than send-timeout (%s): the connection is ended",
                connection.id(),
                timeout);
    }

    /** Logs a peer without a sign of life. */
    public static void heartbeatTimedOut(Connection connection, Duration timeout) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-105 no sign of life from %s within heartbeat-timeout (%s): the connection is ended",
                connection.id(),
                timeout);
    }

    /** Logs a failed write. */
    public static void writeFailed(Connection connection, Throwable cause) {
        log(Level.DEBUG, cause, "TIDEWAY-106 a write on %s failed: %s", connection.id(), cause);
    }

    /** Logs a full lane. */
    public static void slowConsumer(SlowConsumer event) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-107 the outbound lane of %s is full (%s messages, %s bytes): %s",
                event.connection().id(),
                event.queuedMessages(),
                event.queuedBytes(),
                event.policy());
    }

    /** Logs a callback that threw where nobody else is told. */
    public static void callbackFailed(String callback, Connection connection, String handler, Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-108 %s of %s failed on %s: %s", callback, handler, connection.id(), cause);
    }

    /** Logs an observer that threw. */
    public static void observerFailed(Object event, Throwable cause) {
        log(
                Level.ERROR,
                cause,
                "TIDEWAY-109 an observer of %s failed: %s",
                event.getClass().getSimpleName(),
                cause);
    }

    /** Says that a caller may not use a callback. */
    public static String accessDenied(String callback, String handler) {
        return "TIDEWAY-110 the caller has none of the roles that " + callback + " of " + handler + " asks for";
    }

    /** Logs that a session has to be written to by the portable API, though its container is one with a faster way. */
    public static void noFastTransport(String session, Throwable cause) {
        log(
                Level.INFO,
                cause,
                "TIDEWAY-111 %s is written to by the portable API, since its own is not as expected: %s",
                session,
                String.valueOf(cause));
    }

    /** Logs a task of our own that threw. */
    public static void taskFailed(Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-114 a task failed: %s", cause);
    }

    /** Logs how many lines were not logged, since there were too many of their kind. */
    static void summedUp(Level level, String id, long more) {
        log(level, null, "TIDEWAY-113 … and %s more like %s within a second", more, id);
    }

    /** Logs what escaped from code that is not to throw, and was kept from doing harm. */
    public static void escaped(Throwable cause) {
        log(
                Level.ERROR,
                cause,
                "TIDEWAY-112 a listener or a container threw what it must not, and was overruled: %s",
                cause);
    }

    /** Logs a caller who may not use a callback. */
    public static void accessDenied(Connection connection, Throwable denied) {
        log(
                Level.INFO,
                null,
                "%s: connection %s is closed with 1008",
                String.valueOf(denied.getMessage()),
                connection.id());
    }

    // Upgrades, 2xx

    /** Logs a refused upgrade. */
    public static void upgradeRefused(String endpoint, Handshake handshake, int status, String reason) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-201 upgrade of %s for %s refused with %s: %s (origin %s)",
                cut(handshake.path()),
                endpoint,
                status,
                reason,
                cut(handshake.origin().orElse("none")));
    }

    /** Logs an onUpgrade that threw. */
    public static void upgradeFailed(String path, String handler, Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-202 onUpgrade of %s failed for %s: %s", handler, cut(path), cause);
    }

    /** Logs a handshake that failed within Tideway. */
    public static void handshakeFailed(Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-203 a handshake failed: %s", cause);
    }

    /** Logs a refusal that could not be told. */
    public static void refusalFailed(Throwable cause) {
        log(Level.DEBUG, cause, "TIDEWAY-204 a refused session could not be closed: %s", cause);
    }

    /** Says that a handshake is a snapshot now. */
    public static String handshakeDecided() {
        return "TIDEWAY-205 the upgrade has been decided: use Connection.setUserId and Connection.setMetadata instead";
    }

    /** Logs an onUpgrade that accepted a subprotocol that was not offered; names none of the client's, which may be tokens. */
    public static void subprotocolNotOffered(String handler, int offered, List<String> own) {
        log(
                Level.ERROR,
                null,
                "TIDEWAY-206 onUpgrade of %s accepted a subprotocol that is not among the %s that the client offers (those"
                        + " of the endpoint are %s): accept one of Handshake.subprotocols()",
                handler,
                offered,
                own);
    }

    /** Logs an upgrade that was refused for its origin, and what would let it in. */
    public static void originRefused(String endpoint, String path, List<String> origins, List<String> hosts) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-207 upgrade of %s for %s refused with 403: the origin %s is neither that of the request's host %s"
                        + " nor in allowed-origins; add it there if its pages may connect",
                cut(path),
                endpoint,
                cutAll(origins),
                hosts.isEmpty() ? "(none)" : cutAll(hosts));
    }

    /** Answers a path that containers resolve to another one. */
    public static String ambiguousPath() {
        return "the path must not have dot segments or empty segments";
    }

    /** Answers a handshake by another method. */
    public static String handshakeMethod() {
        return "a WebSocket handshake is a GET request";
    }

    /** Answers what is not quite a handshake. */
    public static String handshakeHeaders() {
        return "a WebSocket handshake is HTTP/1.1 with Connection: Upgrade and Upgrade: websocket";
    }

    /** Answers a handshake without a host, with several, or with one that fits into no URI. */
    public static String handshakeHost() {
        return "a WebSocket handshake has one Host: a name or an address, and a port if need be";
    }

    /** Answers a handshake with a body. */
    public static String handshakeBody() {
        return "a WebSocket handshake has no body";
    }

    /** Answers an unknown version of the protocol. */
    public static String handshakeVersion() {
        return "Sec-WebSocket-Version must be 13";
    }

    /** Answers a missing or malformed key. */
    public static String handshakeKey() {
        return "Sec-WebSocket-Key must be 16 bytes in Base64";
    }

    // Names, users and JSON, 3xx

    /** Says what a room may be called. */
    public static String badRoomName(String name, int longest) {
        return "TIDEWAY-301 a room name must be 1 to " + longest + " printable characters, but was " + quoted(name);
    }

    /** Says what a user id may be. */
    public static String badUserId(String id, int longest) {
        return "TIDEWAY-302 a user id must be 1 to " + longest + " characters without control characters, but was "
                + quoted(id);
    }

    /** Says that a connection is in enough rooms. */
    public static String tooManyRooms(String room, int limit) {
        return "TIDEWAY-303 the connection cannot join " + quoted(room) + ": it is in " + limit
                + " rooms already, the limit max-rooms of its endpoint";
    }

    /** Says that a value could not be serialised. */
    public static String notEncodable(Object value) {
        return "TIDEWAY-304 JSON-B cannot serialise a " + value.getClass().getName();
    }

    /** Says that a document could not be read. */
    public static String notDecodable(Type type) {
        return "TIDEWAY-305 the message is not valid JSON for " + type.getTypeName();
    }

    /** Says that a document is null. */
    public static String nullDocument(Type type) {
        return "TIDEWAY-307 the message is the JSON null where a " + type.getTypeName()
                + " is expected; let the handler take an Optional to accept it";
    }

    /** Says that the deployment has ended. */
    public static String stopped() {
        return "TIDEWAY-306 the application is stopping";
    }

    // Deployment, 4xx

    /** Says why a path is not accepted. */
    public static String badPath(String path, String why) {
        return "the path \"" + clean(path) + "\" is not accepted: " + why
                + "; write it like \"/chat\" or \"/chat/{room}\"";
    }

    /** Says where a problem is. */
    public static String onEndpoint(String problem, String path, String type) {
        return "TIDEWAY-401 " + problem + ", on @WebSocketEndpoint(\"" + clean(path) + "\") of class " + type;
    }

    /** Says that two handlers want one path. */
    public static String samePath(String path, String type, String otherPath, String otherType) {
        return "TIDEWAY-402 class " + type + " (\"" + clean(path) + "\") and class " + otherType + " (\""
                + clean(otherPath) + "\") handle one path; give one of them another @WebSocketEndpoint path";
    }

    /** Says that a handler has no path. */
    public static String handlerWithoutEndpoint(String type) {
        return "TIDEWAY-403 class " + type + " is a WebSocketHandler bean without a path; annotate it with"
                + " @WebSocketEndpoint(\"/path\"), or with @Vetoed if it is no endpoint";
    }

    /** Says that an endpoint has no handler. */
    public static String endpointWithoutHandler(String type) {
        return "TIDEWAY-404 class " + type
                + " bears @WebSocketEndpoint but is no handler; let it implement WebSocketHandler or JsonHandler";
    }

    /** Says that CDI takes an endpoint for no bean. */
    public static String endpointIsNoBean(String type) {
        return "TIDEWAY-414 class " + type
                + " bears @WebSocketEndpoint, but CDI takes it for no bean; make it a concrete,"
                + " top-level or static class with a constructor without parameters or one with @Inject";
    }

    /** Says that two web applications share one deployment. */
    public static String shared(String contextPath) {
        return "TIDEWAY-417 the application at \"" + contextPath
                + "\" shares Tideway's jars with another one, so that CDI"
                + " cannot tell their handlers apart; put the jars into WEB-INF/lib of each WAR instead of the EAR's lib";
    }

    /** Logs an endpoint that CDI has overlooked. */
    public static void endpointMissed(String type) {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-416 class %s bears @WebSocketEndpoint, but CDI has not found it, so nothing handles its path;"
                        + " put an empty WEB-INF/beans.xml into the WAR, or META-INF/beans.xml into the jar that it is in,"
                        + " and within an EAR give the class a scope, too",
                type);
    }

    /** Says that a configured option does not exist. */
    public static String unknownOption(String key, Collection<String> known) {
        return "TIDEWAY-405 the configuration key " + clean(key) + " names no option; the options are "
                + String.join(", ", known);
    }

    /** Says that a configured value is not accepted. */
    public static String badSetting(String problem, String key) {
        return "TIDEWAY-406 " + problem + ", in the configuration key " + clean(key);
    }

    /** Says that there is no WebSocket container. */
    public static String noContainer() {
        return "TIDEWAY-407 the server has no Jakarta WebSocket container for this application, so its handlers cannot be"
                + " reached; enable the server's WebSocket support (on Open Liberty the feature websocket-2.1)";
    }

    /** Says that the container refused an endpoint. */
    public static String endpointRefused(String path, String type, Throwable cause) {
        return onEndpoint(
                "the container refuses the endpoint: " + clean(String.valueOf(cause.getMessage()))
                        + "; give it a path that no other endpoint of the application has, @ServerEndpoint classes included",
                path,
                type);
    }

    /** Says that virtual threads are missing. */
    public static String noVirtualThreads(String version) {
        return "dispatch VIRTUAL needs Java 21 or later, but this is Java " + version + "; use MANAGED";
    }

    /** Says that the type of the documents is missing. */
    public static String noJsonType() {
        return "the type of its JSON documents is not known; give it in the class, as in JsonHandler<Order>";
    }

    /** Says that the handler cannot be had from CDI. */
    public static String noReference(Throwable cause) {
        return "the handler cannot be obtained from CDI: " + clean(String.valueOf(cause.getMessage()))
                + "; make it one bean that CDI can create: check its scope, its constructor and what it injects";
    }

    /** Says that several beans produce the options. */
    public static String ambiguousOptions(Throwable cause) {
        return "TIDEWAY-408 the application's EndpointOptions cannot be obtained: "
                + clean(String.valueOf(cause.getMessage()))
                + "; produce exactly one, without a qualifier, by a producer that does not throw";
    }

    /** Says that an option has a value that is none. */
    public static String badValue(String option, String value, String expected) {
        return option + " must be " + expected + ", but was \"" + clean(value) + "\"";
    }

    /** Says that an annotation's option has several values. */
    public static String severalValues(String option, int count) {
        return option + " takes one value, but has " + count + "; keep one";
    }

    /** Says that the deployment was asked for too early. */
    public static String notStarted() {
        return "TIDEWAY-413 Tideway is not validated yet; use it after the application has started";
    }

    /** Logs an endpoint. */
    public static void registered(String path, String handler) {
        log(Level.INFO, null, "TIDEWAY-409 %s handles %s", handler, path);
    }

    /** Logs a key that is for no endpoint here. */
    public static void settingForNoEndpoint(String key) {
        log(Level.INFO, null, "TIDEWAY-410 the configuration key %s is for no endpoint of this application", key);
    }

    /** Logs a key that another module of Tideway reads. */
    public static void settingOfModule(String key, String module) {
        log(Level.DEBUG, null, "TIDEWAY-419 the configuration key %s is left to Tideway's module \"%s\"", key, module);
    }

    /** Logs what went wrong while stopping. */
    public static void stopFailed(Throwable cause) {
        log(Level.WARNING, cause, "TIDEWAY-411 something could not be stopped: %s", cause);
    }

    /** Logs that a TCP connection could not be dropped. */
    public static void notDropped(String session, Throwable cause) {
        log(
                Level.INFO,
                cause,
                "TIDEWAY-117 the TCP connection of a given-up %s cannot be dropped, so it is closed: %s",
                session,
                cause);
    }

    /** Logs that the process stood still. */
    public static void paused(Duration pause) {
        log(
                Level.INFO,
                null,
                "TIDEWAY-116 the node stood still for %s ms (a suspended machine, or a long garbage collection):"
                        + " no deadline counts that time",
                pause.toMillis());
    }

    /** Logs threads of callbacks that did not return while the application stopped. */
    public static void callbacksInterrupted(Collection<Thread> threads) {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-115 callbacks that had not returned were interrupted, so that the application can stop: %s",
                places(threads));
    }

    /** Logs threads that outlive the application. */
    public static void threadsLeft(Collection<Thread> threads) {
        log(Level.WARNING, null, "TIDEWAY-422 threads still run after stop-timeout: %s", places(threads));
    }

    /** Says where threads are: in which method that is not the JDK's, since that one is to be looked at. */
    private static String places(Collection<Thread> threads) {
        String first = threads.stream()
                .limit(MOST_THREADS)
                .map(thread -> thread.getName() + place(thread))
                .collect(Collectors.joining(", "));
        return threads.size() <= MOST_THREADS ? first : first + " and " + (threads.size() - MOST_THREADS) + " more";
    }

    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !JDK.matcher(frame.getClassName()).lookingAt())
                .findFirst()
                .map(frame -> " in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
    }

    /** Logs a sweep that failed. */
    public static void sweepFailed(Throwable cause) {
        log(Level.ERROR, cause, "TIDEWAY-412 a look after the connections failed: %s", cause);
    }

    /** Logs an option that the container cannot fulfil. */
    public static void noCompression(String path) {
        log(Level.INFO, null, "TIDEWAY-415 the container has no permessage-deflate; compression of %s stays off", path);
    }

    /** Logs several rules in one place, which Jakarta Annotations forbids. */
    public static void severalAccessRules(String where) {
        log(
                Level.WARNING,
                null,
                "TIDEWAY-418 %s has more than one of @RolesAllowed, @DenyAll and @PermitAll; callers must meet all of them,"
                        + " so keep one",
                where);
    }

    /** Says that there is no current connection. */
    public static String noCallback() {
        return "TIDEWAY-501 no callback of a connection runs on this thread; look the connection up in the ConnectionManager"
                + " by its id instead";
    }

    /** Logs that a server's reading cannot be stopped, though it is one where that is known. */
    public static void noInboundFlow(String session, Throwable cause) {
        log(
                Level.INFO,
                cause,
                "TIDEWAY-123 what %s reads cannot be stopped, since it is not as expected; a client that sends more than the"
                        + " inbound queue takes is closed with 1008: %s",
                session,
                cause);
    }

    /** Logs that a server's own queue below a session cannot be bounded, though it is one where that is known. */
    public static void noBoundBelow(String session, Throwable cause) {
        log(
                Level.INFO,
                cause,
                "TIDEWAY-124 what waits below %s cannot be bounded, since it is not as expected; a write counts as done before"
                        + " the network has it: %s",
                session,
                cause);
    }

    /** Says that the current connection has ended. */
    public static String connectionEnded() {
        return "TIDEWAY-122 the connection has ended, and with it its scope: no @ConnectionScoped bean is there";
    }

    /** Escapes control characters, so that what a peer sent stays on its line. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || point == 0x2028 || point == 0x2029) {
                clean.append(String.format("\\u%04x", point));
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    private static String quoted(String text) {
        return "\"" + clean(cut(text)) + "\" (" + text.length() + " characters)";
    }

    /** Cuts what a client may have made as long as it likes. */
    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    private static String cutAll(List<String> texts) {
        return texts.stream().map(Messages::cut).collect(Collectors.joining(", "));
    }

    static boolean isLogged(Level level) {
        return LOG.isLoggable(level);
    }

    // Error Prone's own annotation for this would be a dependency of the drop-in jar.
    @SuppressWarnings("AnnotateFormatMethod")
    private static void log(Level level, @Nullable Throwable cause, String format, Object... values) {
        if (LOG.isLoggable(level)) {
            Object[] shown = Arrays.stream(values)
                    .map(value -> value instanceof Throwable thrown ? Redacted.line(thrown) : value)
                    .toArray();
            LOG.log(level, clean(String.format(format, shown)), cause == null ? null : Redacted.of(cause));
        }
    }
}
