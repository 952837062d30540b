package io.tideway.ws.it.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps what the server in this process logs, formatted as Java's own console does; Tideway's own lines down to DEBUG.
 */
final class ServerLines extends Handler implements AutoCloseable {
    private final List<String> records = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger tideway = Logger.getLogger("io.tideway.ws");
    private final Level before = tideway.getLevel();

    ServerLines() {
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
        tideway.setLevel(Level.ALL);
        root.addHandler(this);
    }

    /** Returns the records that begin with an id of Tideway, each with its stack trace. */
    List<String> records(String id) {
        return records.stream()
                .filter(record -> record.contains(" " + id + " "))
                .toList();
    }

    List<String> lines() {
        return records.stream().flatMap(String::lines).toList();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(getFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        tideway.setLevel(before);
    }
}
