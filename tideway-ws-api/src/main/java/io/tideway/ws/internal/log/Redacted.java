package io.tideway.ws.internal.log;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import java.io.Serial;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces another throwable in a log: the same classes, positions, causes and suppressed ones, and no message of any.
 *
 * <p>A message may hold what a client sent, which must neither be logged nor add lines to a log.
 */
public final class Redacted extends Throwable {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MOST = 32; // causes and suppressed ones together; a decoder may have one for each level

    private Redacted(Throwable original, Set<Throwable> seen) {
        super(original.getClass().getName(), causeOf(original, seen));
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            if (isNew(suppressed, seen)) {
                addSuppressed(new Redacted(suppressed, seen));
            }
        }
    }

    /** Returns what to give a logger instead of a throwable. */
    public static Redacted of(Throwable original) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(original);
        return new Redacted(original, seen);
    }

    /**
     * Returns a throwable and its causes on one line, each by its class and the position that it comes from, after what
     * Tideway itself says of a message that cannot be converted.
     */
    public static String line(Throwable original) {
        StringBuilder line = new StringBuilder();
        String separator = ownText(original);
        for (Throwable shown = of(original); shown != null; shown = shown.getCause()) {
            line.append(separator).append(shown);
            separator = ", caused by ";
            StackTraceElement[] trace = shown.getStackTrace();
            if (trace.length > 0) {
                line.append(" at ").append(trace[0]);
            }
        }
        return line.toString();
    }

    /** Returns a text that holds nothing of a client's; empty for any other. */
    private static String ownText(Throwable original) {
        String text = original.getMessage();
        boolean conversion =
                original instanceof MessageDecodingException || original instanceof MessageEncodingException;
        return conversion && text != null && text.startsWith("TIDEWAY-") ? text + "; " : "";
    }

    private static @Nullable Throwable causeOf(Throwable original, Set<Throwable> seen) {
        Throwable cause = original.getCause();
        return cause != null && isNew(cause, seen) ? new Redacted(cause, seen) : null;
    }

    private static boolean isNew(Throwable throwable, Set<Throwable> seen) {
        return seen.size() < MOST && seen.add(throwable);
    }

    /** Does nothing: the trace is the original's. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is to look like the original
    public String toString() {
        return String.valueOf(getMessage());
    }
}
