package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Holds the log lines and error texts of connections; ids 200 to 239. */
final class ConnectionMessages {
    private static final SafeLog LIFECYCLE = SafeLog.of(Lifecycle.class);
    private static final SafeLog TIME_LIMITS = SafeLog.of(TimeLimits.class);
    private static final SafeLog OUTBOUND_REPORTS = SafeLog.of(OutboundReports.class);
    private static final SafeLog SLOW_CONSUMER_EVENTS = SafeLog.of(SlowConsumerEvents.class);
    private static final SafeLog CALLBACKS = SafeLog.of(Callbacks.class);
    private static final SafeLog HANDLER_FAILURES = SafeLog.of(HandlerFailures.class);
    private static final SafeLog SUMMED_LOG = SafeLog.of(SummedLog.class);
    private static final SafeLog HANDLERS = SafeLog.of(WebSocketHandler.class);
    private static final SafeLog WATCHDOG = SafeLog.of(Watchdog.class);

    private ConnectionMessages() {}

    /** Tells of a connection that could not be begun. */
    static SafeLog.Entry beginFailed(Throwable cause) {
        return LIFECYCLE.entry(Level.ERROR, cause, "TIDEWAY-211 a connection could not be set up: %s", cause);
    }

    /** Logs a new connection. */
    static void connected(Connection connection, String endpoint) {
        LIFECYCLE.log(Level.DEBUG, null, "TIDEWAY-201 connected: %s on %s", connection.id(), endpoint);
    }

    /** Logs an ended connection. */
    static void disconnected(Connection connection, String endpoint, CloseFrame reason) {
        CALLBACKS.log(
                Level.DEBUG,
                null,
                "TIDEWAY-202 disconnected: %s on %s with %s %s",
                connection.id(),
                endpoint,
                reason.code(),
                reason.reason());
    }

    /** Logs what the container reports of a connection. */
    static void containerError(Connection connection, Throwable cause) {
        LIFECYCLE.log(
                Level.DEBUG, null, "TIDEWAY-203 the container reports an error on %s: %s", connection.id(), cause);
    }

    /** Tells of a write that took too long. */
    static SafeLog.Entry sendTimedOut(Connection connection, Duration timeout) {
        return TIME_LIMITS.entry(
                Level.INFO,
                null,
                "TIDEWAY-204 a write on %s took longer than send-timeout (%s): the connection is ended",
                connection.id(),
                timeout);
    }

    /** Tells of a heartbeat timeout. */
    static SafeLog.Entry heartbeatTimedOut(Connection connection, Duration timeout) {
        return TIME_LIMITS.entry(
                Level.INFO,
                null,
                "TIDEWAY-205 nothing arrived from %s within heartbeat-timeout (%s): the connection is ended",
                connection.id(),
                timeout);
    }

    /** Tells of a failed write. */
    static SafeLog.Entry writeFailed(Connection connection, Throwable cause) {
        return OUTBOUND_REPORTS.entry(
                Level.DEBUG, cause, "TIDEWAY-206 a write on %s failed: %s", connection.id(), cause);
    }

    /** Tells of a full outbound queue. */
    static SafeLog.Entry slowConsumer(SlowConsumer event) {
        return OUTBOUND_REPORTS.entry(
                Level.INFO,
                null,
                "TIDEWAY-207 the outbound queue of %s is full (%s messages, %s bytes), and overflow is %s: the client is"
                        + " slower than its messages",
                event.connection().id(),
                event.queuedMessages(),
                event.queuedBytes(),
                event.policy());
    }

    /** Tells of observers that have not taken their events, of which so many wait. */
    static SafeLog.Entry slowConsumerEventLost(int waiting) {
        return SLOW_CONSUMER_EVENTS.entry(
                Level.WARNING,
                null,
                "TIDEWAY-212 a SlowConsumer event is lost: %s others wait already for observers that block",
                waiting);
    }

    /** Tells of a callback that threw, of which no other callback is told. */
    static SafeLog.Entry callbackFailed(String callback, Connection connection, String handler, Throwable cause) {
        return HANDLER_FAILURES.entry(
                Level.ERROR, cause, "TIDEWAY-208 %s of %s failed on %s: %s", callback, handler, connection.id(), cause);
    }

    /** Logs how many lines were not logged, since there were too many of their kind, and what the latest said. */
    static void summedUp(Level level, String id, long more, SafeLog.Entry latest) {
        SUMMED_LOG.log(
                level,
                null,
                "TIDEWAY-209 … and %s more like %s within a second, the latest: %s",
                more,
                id,
                withoutId(latest.summary(), id));
    }

    /** Leaves the id of a summed line out, so that a count of lines by their ids does not include it. */
    private static String withoutId(String line, String id) {
        return line.startsWith(id + " ") ? line.substring(id.length() + 1) : line;
    }

    /** Tells of a message that could not be decoded, in the words of the handler's default onError. */
    static SafeLog.Entry messageNotDecoded(String text) {
        return HANDLERS.entry(Level.WARNING, null, "%s", text);
    }

    /** Tells of a message whose callback threw, in the words of the handler's default onError. */
    static SafeLog.Entry messageFailed(String text, Throwable cause) {
        return HANDLERS.entry(Level.WARNING, cause, "%s", text);
    }

    /** Logs that the process stood still. */
    static void paused(Duration pause) {
        WATCHDOG.log(
                Level.INFO,
                null,
                "TIDEWAY-210 the node stood still for %s ms (a suspended machine, or a long garbage collection):"
                        + " deadlines do not count that time",
                pause.toMillis());
    }
}
