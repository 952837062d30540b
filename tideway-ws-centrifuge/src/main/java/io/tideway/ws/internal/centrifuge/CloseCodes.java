package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.spi.CloseCause;

/**
 * Holds the close codes of the protocol: clients reconnect after 3000 to 3499 and 4000 to 4499, and stay away after
 * 3500 to 3999 and 4500 to 4999.
 */
final class CloseCodes {
    static final CloseFrame INVALID_TOKEN = new CloseFrame(3500, "invalid token");
    static final CloseFrame BAD_REQUEST = new CloseFrame(3501, "bad request");
    static final CloseFrame INAPPROPRIATE_PROTOCOL = new CloseFrame(3506, "inappropriate protocol");
    static final CloseFrame NOT_AVAILABLE = new CloseFrame(3508, "not available");
    static final CloseFrame EXPIRED = new CloseFrame(3005, "connection expired");
    static final CloseFrame SUBSCRIPTION_EXPIRED = new CloseFrame(3006, "subscription expired");
    static final CloseFrame INTERNAL_ERROR = new CloseFrame(3004, "internal server error");
    static final CloseFrame TOO_MANY_REQUESTS = new CloseFrame(3013, "too many requests");

    private static final CloseFrame CLOSED = new CloseFrame(3000, "connection closed");
    private static final CloseFrame SHUTDOWN = new CloseFrame(3001, "shutdown");
    private static final CloseFrame SLOW = new CloseFrame(3008, "slow");
    private static final CloseFrame NO_PONG = new CloseFrame(3012, "no pong");
    private static final CloseFrame STALE = new CloseFrame(3502, "stale");
    private static final CloseFrame FORCE_DISCONNECT = new CloseFrame(3503, "force disconnect");
    private static final CloseFrame PERMISSION_DENIED = new CloseFrame(3507, "permission denied");

    private CloseCodes() {}

    static CloseFrame of(CloseCause cause) {
        return switch (cause) {
            case INBOUND_RATE_EXCEEDED, INBOUND_QUEUE_FULL -> TOO_MANY_REQUESTS;
            case MESSAGE_TOO_BIG -> CloseFrame.TOO_BIG.withReason("message too big"); // after which clients stay away
            case OUTBOUND_QUEUE_FULL -> SLOW;
            case ACCESS_DENIED -> PERMISSION_DENIED;
            case CONNECT_FAILED -> INTERNAL_ERROR;
            case NOT_ESTABLISHED -> STALE;
            case HEARTBEAT_TIMEOUT -> NO_PONG;
            case EXPIRED -> EXPIRED;
            case STOPPING -> SHUTDOWN;
        };
    }

    /** Returns what a client gets where the application closes: the codes of RFC 6455 mean nothing to it. */
    static CloseFrame of(CloseFrame asked) {
        return switch (asked.code()) {
            case 1000, 1008 -> withReasonOf(asked, FORCE_DISCONNECT);
            case 1001 -> withReasonOf(asked, SHUTDOWN);
            case 1003, 1007 -> withReasonOf(asked, INAPPROPRIATE_PROTOCOL);
            case 1011 -> withReasonOf(asked, INTERNAL_ERROR);
            case 1012, 1013 -> withReasonOf(asked, CLOSED);
            default -> asked.code() < 3000 ? asked : asked.withReason(readable(asked.reason(), "closed"));
        };
    }

    private static CloseFrame withReasonOf(CloseFrame asked, CloseFrame equivalent) {
        return equivalent.withReason(readable(asked.reason(), equivalent.reason()));
    }

    /**
     * Returns a reason that clients understand: without one they reconnect whatever the code, and they parse one that
     * is JSON.
     */
    private static String readable(String reason, String otherwise) {
        if (reason.isBlank()) {
            return otherwise;
        }
        return JsonScanner.isJson(reason) ? otherwise + ": " + reason : reason;
    }
}
