package io.tideway.ws.internal.log;

import java.util.function.Supplier;

/**
 * Logs the messages of one connection that could not be decoded or whose callback threw, which a client may send
 * without end: the first at once, then once a second the number of further ones, and the latest.
 */
public interface SummedErrors {
    /**
     * Logs a message that could not be decoded, or counts it.
     *
     * @param line says what to log; called at most once, on any thread
     */
    void notDecoded(Supplier<String> line);

    /**
     * Logs what else went wrong, with its stack trace, or counts it where the same has gone wrong just now.
     *
     * @param error what was thrown
     * @param line says what to log; called at most once, on any thread
     */
    void failed(Throwable error, Supplier<String> line);
}
