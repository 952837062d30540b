package io.tideway.ws.redis.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what nodes log with some ids, until it is closed. */
final class LoggedLines implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.tideway.ws");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler;

    LoggedLines(String... ids) {
        handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                for (String id : ids) {
                    if (String.valueOf(logged.getMessage()).startsWith(id)) {
                        lines.add(id);
                    }
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
    }

    /** Lists the ids in the order of the lines. */
    List<String> ids() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
