package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;

/** Holds the log lines and texts of this module; ids RD001 to RD099. None shows a password. */
final class RedisMessages {
    private static final Logger CONNECTOR = logger(Connector.class);
    private static final Logger FRAMES = logger(Frames.class);
    private static final Logger LINK_OPENING = logger(LinkOpening.class);
    private static final Logger LOOP = logger(Loop.class);
    private static final Logger OUTAGE = logger(Outage.class);
    private static final Logger PERMISSIONS = logger(Permissions.class);

    private RedisMessages() {}

    private static Logger logger(Class<?> speaker) {
        return System.getLogger(speaker.getName());
    }

    /** Says that a configured value is not accepted. */
    static String badValue(String key, String problem) {
        return "TIDEWAY-RD001 " + key + " " + problem;
    }

    static BrokerException unreachable(String cause) {
        return new BrokerException(unreachableBecause(cause));
    }

    static String unreachableBecause(String cause) {
        return "TIDEWAY-RD002 Redis is not reachable: " + clean(cause);
    }

    static BrokerException queueFull(int messages, long bytes) {
        return new BrokerException("TIDEWAY-RD003 too much waits for Redis: " + messages + " calls with " + bytes
                + " bytes; see queue-messages and queue-bytes");
    }

    static BrokerException timedOut(String server, Duration limit) {
        return new BrokerException("TIDEWAY-RD004 " + server + " has not answered within " + limit.toMillis()
                + " ms; the call may have had an effect");
    }

    static BrokerException stopped() {
        return new BrokerException("TIDEWAY-RD005 the broker has been stopped, or was never started");
    }

    static BrokerException lost(String cause) {
        return new BrokerException("TIDEWAY-RD006 the connection was lost before the answer, so the call may have had"
                + " an effect: " + clean(cause));
    }

    static BrokerException refused(String server, String text) {
        return new BrokerException("TIDEWAY-RD007 " + server + " refuses a command: " + clean(text));
    }

    /** Says that a server takes no writes. */
    static String replica(String server) {
        return "TIDEWAY-RD008 " + server + " is a replica; the address must be that of the master";
    }

    /** Says that a Cluster has slots without a master. */
    static String slotsMissing(int slots) {
        return "TIDEWAY-RD009 the Redis Cluster has no master for " + slots + " of its 16384 slots";
    }

    /** Says that a list of servers needs a Cluster. */
    static String noCluster(String server) {
        return "TIDEWAY-RD010 " + server
                + " does not run as a Redis Cluster, although several servers are configured; use"
                + " one address, or redis-sentinel://";
    }

    static BrokerException notSettled(String text) {
        return new BrokerException(
                "TIDEWAY-RD011 Redis still sends the command elsewhere after several attempts: " + clean(text));
    }

    static void attemptFailed(String cause) {
        OUTAGE.log(Level.DEBUG, () -> "TIDEWAY-RD012 Redis cannot be reached, trying again: " + clean(cause));
    }

    static void connected(String server, String version) {
        LINK_OPENING.log(Level.DEBUG, () -> "TIDEWAY-RD013 connected to " + server + ", version " + clean(version));
    }

    static void taskFailed(Throwable failure) {
        taskFailed(LOOP, failure);
    }

    static void stopFailed(Throwable failure) {
        taskFailed(CONNECTOR, failure);
    }

    private static void taskFailed(Logger log, Throwable failure) {
        log.log(Level.ERROR, "TIDEWAY-RD014 a task of the Redis broker threw, which is a fault of Tideway", failure);
    }

    static void permissionMissing(String user, String advice, String answer) {
        PERMISSIONS.log(
                Level.WARNING,
                () -> "TIDEWAY-RD016 the user \"" + user + "\" of Redis lacks a permission; " + advice + " ("
                        + clean(answer) + ")");
    }

    /** Says that a server lacks what the broker needs. */
    static String tooOld(String server, String version) {
        return "TIDEWAY-RD017 " + server + " is Redis " + clean(version) + "; use Redis 7.0 or later, or Valkey";
    }

    /** Says that the URI has a parameter that would have no effect. */
    static String unknownParameter(String name, Collection<String> allowed) {
        return "TIDEWAY-RD018 " + RedisSettings.URI + " has the parameter \"" + clean(name)
                + "\", which is not one of " + String.join(", ", allowed)
                + "; TLS is rediss://, user and password stand before the host, the master of a Sentinel follows a #, and"
                + " a time limit is " + RedisSettings.COMMAND_TIMEOUT;
    }

    /** Says that a parameter of the URI has a value that would have no effect; does not show the value. */
    static String badParameter(String name, String expected) {
        return "TIDEWAY-RD018 " + RedisSettings.URI + " has a value for " + name + " that is not accepted; it must be "
                + expected;
    }

    static void badFrame(String channel) {
        FRAMES.log(
                Level.DEBUG,
                () -> "TIDEWAY-RD015 ignored a message on " + channel + " that is not Tideway's; check the prefix");
    }

    /** Escapes what a server has sent, so that it stays on its line. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> clean.append(String.format("\\u%04x", point));
                default -> clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }
}
