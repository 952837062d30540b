package io.tideway.ws.internal.connection;

/** Says what became of a call of the handler, whose exceptions are handled by then. */
public enum CallResult {
    /** The callback has returned. */
    RETURNED,
    /** The callback threw. */
    FAILED,
    /** The caller lacks a role that the callback asks for, so it was not called. */
    DENIED
}
