package io.tideway.ws.internal.connection;

import java.io.Serial;

/**
 * Tells that the connection's caller may not use a callback; the connection ends with 1008 and the handler is not
 * asked.
 */
public final class AccessDenied extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the exception; its text goes to the log, never to the peer. */
    public AccessDenied(String message) {
        super(message, null, false, false);
    }
}
