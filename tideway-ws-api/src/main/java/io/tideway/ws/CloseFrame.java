package io.tideway.ws;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Holds the code and reason of a WebSocket close (RFC 6455 §5.5.1, §7.4).
 *
 * <pre>{@code
 * connection.close(CloseFrame.POLICY_VIOLATION.withReason("one game at a time"));
 * manager.room("beta").close(new CloseFrame(4001, "the beta has ended"));
 * }</pre>
 *
 * <p>Codes 1005, 1006 and 1015 only report how a connection ended; {@link #isSendable()} is false for them. Immutable.
 *
 * @param code 1000 to 1003, 1005 to 1015, or 3000 to 4999
 * @param reason at most 123 bytes of UTF-8; a longer one is cut at the end of a whole character
 */
public record CloseFrame(int code, String reason) {

    /** The longest reason that fits into a control frame, in bytes of UTF-8 (RFC 6455 §5.5). */
    public static final int MAX_REASON_BYTES = 123;

    /** 1000: the purpose of the connection is fulfilled. */
    public static final CloseFrame NORMAL = new CloseFrame(1000, "");

    /** 1001: the server stops, or the browser left the page. */
    public static final CloseFrame GOING_AWAY = new CloseFrame(1001, "");

    /** 1008: the client broke a rule of the application. */
    public static final CloseFrame POLICY_VIOLATION = new CloseFrame(1008, "");

    /** 1009: a message was larger than the endpoint takes. */
    public static final CloseFrame TOO_BIG = new CloseFrame(1009, "");

    /** 1011: the server failed. */
    public static final CloseFrame SERVER_ERROR = new CloseFrame(1011, "");

    /** 1013: the server is overloaded, or the client reads too slowly; come back later. */
    public static final CloseFrame TRY_AGAIN_LATER = new CloseFrame(1013, "");

    /** 1005: the client's close frame had no code; only reported. */
    public static final CloseFrame NO_STATUS = new CloseFrame(1005, "");

    /** 1006: the connection ended without a close frame; only reported. */
    public static final CloseFrame ABNORMAL = new CloseFrame(1006, "");

    /**
     * Checks the code and cuts the reason to {@link #MAX_REASON_BYTES}.
     *
     * @throws IllegalArgumentException if no endpoint may see the code (RFC 6455 §7.4)
     * @throws NullPointerException if the reason is null
     */
    public CloseFrame {
        Objects.requireNonNull(reason, "reason must not be null; use \"\" for none");
        boolean standard = code >= 1000 && code <= 1015 && code != 1004;
        if (!standard && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException(
                    "close code must be 1000 to 1003, 1005 to 1015 (RFC 6455 §7.4.1) or 3000 to"
                            + " 4999 (yours to define), but was " + code);
        }
        reason = cut(reason);
    }

    /**
     * Makes a frame without a reason.
     *
     * @param code as in the constructor
     * @return the frame
     * @throws IllegalArgumentException if no endpoint may see the code (RFC 6455 §7.4)
     */
    public static CloseFrame of(int code) {
        return new CloseFrame(code, "");
    }

    /**
     * Copies this frame with another reason.
     *
     * @param text the reason; cut to {@link #MAX_REASON_BYTES}
     * @return the copy
     * @throws NullPointerException if the text is null
     */
    public CloseFrame withReason(String text) {
        return new CloseFrame(code, Objects.requireNonNull(text, "text must not be null; use \"\" for none"));
    }

    /**
     * Tells whether a close frame may have the code (RFC 6455 §7.4.1).
     *
     * @return false for 1005, 1006 and 1015, which only report
     */
    public boolean isSendable() {
        return code != 1005 && code != 1006 && code != 1015;
    }

    private static String cut(String reason) {
        if (reason.length() * 3 <= MAX_REASON_BYTES
                || reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES) {
            return reason;
        }
        int bytes = 0;
        int end = 0;
        while (end < reason.length()) {
            int point = reason.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > MAX_REASON_BYTES) {
                break;
            }
            end += Character.charCount(point);
        }
        return reason.substring(0, end);
    }
}
