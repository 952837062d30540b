package io.tideway.ws.internal.log;

/**
 * Logs the errors of one connection, which a client may cause with each of its messages: the first at once, then once a
 * second how many more there were.
 */
public interface SummedErrors {
    /**
     * Logs an error, or counts it.
     *
     * @param error the error
     * @param line writes its log line; called at most once, on any thread
     */
    void sum(Throwable error, Runnable line);
}
