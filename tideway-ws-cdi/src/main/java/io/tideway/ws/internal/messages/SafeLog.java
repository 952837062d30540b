package io.tideway.ws.internal.messages;

import io.tideway.ws.internal.log.Redacted;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Logs for one class, each entry on one line.
 *
 * <p>Control characters are escaped. A throwable is shown by its classes and positions, since its message may hold what
 * a client sent. No entry holds a payload, a token or a cookie. Never throws, whatever the server's log does: a log
 * whose disk is full must not change what becomes of a connection. Thread-safe.
 */
public final class SafeLog {
    private final System.Logger log;

    private SafeLog(System.Logger log) {
        this.log = log;
    }

    /** Returns the log of a class, named after it. */
    public static SafeLog of(Class<?> speaker) {
        return new SafeLog(System.getLogger(speaker.getName()));
    }

    /**
     * Writes one entry.
     *
     * @param cause shown with its stack trace; null for none
     * @param format as {@link String#format}, with {@code %s} only
     */
    // Error Prone's own annotation for this would be a dependency of the drop-in jar.
    @SuppressWarnings("AnnotateFormatMethod")
    public void log(Level level, @Nullable Throwable cause, String format, Object... values) {
        try {
            if (log.isLoggable(level)) {
                write(level, cause, format, values);
            }
        } catch (Throwable lost) {
            // There is no other place to tell of it.
        }
    }

    /** Prepares an entry, with the values of {@link #log}, for code that decides later what to show of it. */
    @SuppressWarnings("AnnotateFormatMethod")
    public Entry entry(Level level, @Nullable Throwable cause, String format, Object... values) {
        return new Entry(this, level, cause, format, values);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void write(Level level, @Nullable Throwable cause, String format, Object... values) {
        log.log(level, text(format, values), cause == null ? null : Redacted.of(cause));
    }

    private static String text(String format, Object... values) {
        Object[] shown = Arrays.stream(values)
                .map(value -> value instanceof Throwable thrown ? Redacted.line(thrown) : value)
                .toArray();
        return Text.clean(String.format(format, shown));
    }

    /** Is what one entry says; immutable. */
    public static final class Entry {
        private static final int MOST_CHARACTERS = 500;

        private final SafeLog log;
        private final Level level;
        private final @Nullable Throwable cause;
        private final String format;
        private final Object[] values;

        private Entry(SafeLog log, Level level, @Nullable Throwable cause, String format, Object... values) {
            this.log = log;
            this.level = level;
            this.cause = cause;
            this.format = format;
            this.values = values;
        }

        /** Writes the entry. */
        public void write() {
            log.log(level, cause, format, values);
        }

        /** Returns the first 500 characters of its text, escaped and without a stack trace, for another entry. */
        public String summary() {
            return Text.cut(text(format, values), MOST_CHARACTERS);
        }
    }
}
