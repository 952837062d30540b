package io.tideway.ws.tyrus.internal.beans;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Weld and Grizzly from telling of every ordinary start: sets their loggers to WARNING where the program has not
 * set a level.
 *
 * <p>Concerns {@code java.util.logging} only, to which both write unless the application brings another framework.
 */
final class QuietLogs {

    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.jboss.weld"), Logger.getLogger("org.glassfish.grizzly"));

    private QuietLogs() {}

    static void quiet() {
        for (Logger logger : CHATTY) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }
}
