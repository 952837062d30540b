package io.tideway.ws.spi;

import java.io.Serial;

/** Reports that a call to a broker has failed, or that its outcome is unknown. */
public class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what went wrong, in words for an operator, without secrets
     */
    public BrokerException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what went wrong, in words for an operator, without secrets
     * @param cause what caused it
     */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
