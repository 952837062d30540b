package io.tideway.ws.redis.internal;

import io.tideway.ws.fixtures.LogLines;
import java.util.List;

/** Keeps what nodes log with some ids, until it is closed. */
final class LoggedLines implements AutoCloseable {
    private final LogLines log = LogLines.ofTideway();
    private final List<String> ids;

    LoggedLines(String... ids) {
        this.ids = List.of(ids);
    }

    /** Lists the ids in the order of the lines. */
    List<String> ids() {
        return log.messages().stream()
                .flatMap(line -> ids.stream().filter(line::startsWith))
                .toList();
    }

    @Override
    public void close() {
        log.close();
    }
}
