package io.tideway.ws;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reports a value that could not be serialised; thrown to the caller, and nothing is sent. */
public class MessageEncodingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what could not be serialised
     * @param cause the encoder's own error, if any
     * @throws NullPointerException if the message is null
     */
    public MessageEncodingException(String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message must not be null"), cause);
    }
}
