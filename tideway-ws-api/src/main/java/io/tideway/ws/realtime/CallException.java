package io.tideway.ws.realtime;

import java.io.Serial;
import java.util.Objects;

/**
 * Answers a client's request with an error of the application; thrown by a {@link RemoteCall} method or a callback of
 * {@link RealtimeHandler}.
 *
 * <pre>{@code
 * @RemoteCall("remove-card")
 * public void remove(String id) {
 *     if (id.isBlank()) {
 *         throw new CallException(404, "no such card");
 *     }
 * }
 * }</pre>
 *
 * <p>The client gets the code and the message, nothing is logged, and the connection stays open. Any other exception is
 * logged, and the client gets code 100 without its text.
 */
public class CallException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The smallest code of an application's own error. */
    public static final int MIN_CODE = 400;

    /** The largest code of an application's own error. */
    public static final int MAX_CODE = 1999;

    /** The error's code. */
    private final int code;

    /** Whether the client may try again. */
    private final boolean temporary;

    /**
     * Creates a permanent error: trying again does not help the client.
     *
     * @param code {@value #MIN_CODE} to {@value #MAX_CODE}
     * @param message what the client is told
     * @throws IllegalArgumentException if the code is out of bounds
     * @throws NullPointerException if the message is null
     */
    public CallException(int code, String message) {
        this(code, message, false);
    }

    private CallException(int code, String message, boolean temporary) {
        super(Objects.requireNonNull(message, "message must not be null"), null, false, false);
        this.code = checkedCode(code);
        this.temporary = temporary;
    }

    /**
     * Creates an error that may not occur when the client tries again. Clients try again by themselves to connect and
     * to join.
     *
     * @param code {@value #MIN_CODE} to {@value #MAX_CODE}
     * @param message what the client is told
     * @return the exception
     * @throws IllegalArgumentException if the code is out of bounds
     * @throws NullPointerException if the message is null
     */
    public static CallException temporary(int code, String message) {
        return new CallException(code, message, true);
    }

    /**
     * Returns the error's code.
     *
     * @return {@value #MIN_CODE} to {@value #MAX_CODE}
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether the client may try again.
     *
     * @return true for a {@linkplain #temporary temporary} error
     */
    public boolean isTemporary() {
        return temporary;
    }

    static int checkedCode(int code) {
        if (code < MIN_CODE || code > MAX_CODE) {
            throw new IllegalArgumentException(
                    "the code of an application's error must be " + MIN_CODE + " to " + MAX_CODE + ", but was " + code);
        }
        return code;
    }
}
