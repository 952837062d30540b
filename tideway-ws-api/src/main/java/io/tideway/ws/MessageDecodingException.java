package io.tideway.ws;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports an inbound message that the handler does not accept; passed to {@link WebSocketHandler#onError}.
 *
 * <pre>{@code
 * public void onError(Connection connection, Throwable error) {
 *     if (error instanceof MessageDecodingException) {
 *         connection.close(CloseFrame.POLICY_VIOLATION.withReason("not an order"));
 *     }
 * }
 * }</pre>
 */
public class MessageDecodingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was expected, without the payload
     * @param cause the decoder's own error, if any
     * @throws NullPointerException if the message is null
     */
    public MessageDecodingException(String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message must not be null"), cause);
    }
}
