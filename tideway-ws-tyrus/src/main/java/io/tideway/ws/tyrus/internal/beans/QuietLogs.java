package io.tideway.ws.tyrus.internal.beans;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Weld and Grizzly from telling of every ordinary start, and Yasson of each value that it cannot write, which the
 * caller learns of by an exception and a client can cause with each message. Sets the levels of their loggers where the
 * program has not set them.
 *
 * <p>Concerns {@code java.util.logging} only, to which both write unless the application brings another framework.
 */
final class QuietLogs {

    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.jboss.weld"), Logger.getLogger("org.glassfish.grizzly"));
    private static final Logger UNWRITTEN_VALUES =
            Logger.getLogger("org.eclipse.yasson.internal.SerializationContextImpl");

    private QuietLogs() {}

    static void quiet() {
        CHATTY.forEach(logger -> set(logger, Level.WARNING));
        set(UNWRITTEN_VALUES, Level.OFF);
    }

    private static void set(Logger logger, Level level) {
        if (logger.getLevel() == null) {
            logger.setLevel(level);
        }
    }
}
