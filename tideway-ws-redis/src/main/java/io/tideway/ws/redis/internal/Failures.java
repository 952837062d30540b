package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisCommandExecutionException;
import io.tideway.ws.spi.BrokerException;
import java.util.Map;

/** Reads what an exception says, for an operator and for deciding what to do. */
final class Failures {

    /** What to do about an answer. */
    enum Kind {
        /** The scripts have been removed; load them and send again. */
        SCRIPT_MISSING,
        /** Another server takes the slot; find it and send again. */
        ELSEWHERE,
        /** The server does not do what a master does; connect again. */
        NO_MASTER,
        /** The user lacks a permission; an administrator has to grant it. */
        DENIED,
        /** The command fails, and the next one may not. */
        REFUSED
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "NOSCRIPT", Kind.SCRIPT_MISSING,
            "MOVED", Kind.ELSEWHERE,
            "NOPERM", Kind.DENIED,
            "READONLY", Kind.NO_MASTER,
            "LOADING", Kind.NO_MASTER,
            "MASTERDOWN", Kind.NO_MASTER,
            "UNBLOCKED", Kind.NO_MASTER);

    private static final Map<String, String> HINTS = Map.of(
            "OOM", "it is out of memory; raise maxmemory",
            "READONLY", "it has become a replica",
            "LOADING", "it is loading its data",
            "MISCONF", "it cannot save its data to disk and is configured to refuse writes then",
            "NOAUTH", "it asks for a password",
            "WRONGPASS", "user or password are wrong",
            "NOPERM", "the user lacks a permission",
            "CLUSTERDOWN", "the Redis Cluster is down",
            "ASK", "the slot is being moved to another server",
            "TRYAGAIN", "the slot is being moved to another server");

    private Failures() {}

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static String text(Throwable failure) {
        Throwable root = root(failure);
        String message = root.getMessage();
        if (message == null || message.isEmpty()) {
            return root.getClass().getSimpleName();
        }
        String hint = HINTS.get(code(message));
        return hint == null ? message : hint + " (" + message + ")";
    }

    static Kind kind(Throwable failure) {
        String message = root(failure).getMessage();
        if (!(root(failure) instanceof RedisCommandExecutionException) || message == null) {
            return Kind.REFUSED;
        }
        return KINDS.getOrDefault(code(message), Kind.REFUSED);
    }

    static BrokerException exception(String server, Throwable failure) {
        return root(failure) instanceof RedisCommandExecutionException
                ? RedisMessages.refused(server, text(failure))
                : RedisMessages.lost(server + ": " + text(failure));
    }

    /** Returns the first word, which Redis writes in capitals; in a script's error it may come later in the line. */
    private static String code(String message) {
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }
}
