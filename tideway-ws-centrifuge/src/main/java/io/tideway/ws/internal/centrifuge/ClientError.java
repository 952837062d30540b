package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.PublishDecision;

/**
 * Describes an error in answer to a request.
 *
 * @param code the protocol's, below 400, or the application's
 * @param message what the client is told
 * @param temporary whether the client may try again
 */
record ClientError(int code, String message, boolean temporary) {
    static final ClientError INTERNAL = new ClientError(100, "internal server error", true);
    static final ClientError PERMISSION_DENIED = new ClientError(103, "permission denied", false);
    static final ClientError METHOD_NOT_FOUND = new ClientError(104, "method not found", false);
    static final ClientError ALREADY_SUBSCRIBED = new ClientError(105, "already subscribed", false);
    static final ClientError LIMIT_EXCEEDED = new ClientError(106, "limit exceeded", false);
    static final ClientError BAD_REQUEST = new ClientError(107, "bad request", false);
    static final ClientError NOT_AVAILABLE = new ClientError(108, "not available", false);
    static final ClientError TOKEN_EXPIRED = new ClientError(109, "token expired", false);
    static final ClientError TOO_MANY_REQUESTS = new ClientError(111, "too many requests", true);
    static final ClientError UNRECOVERABLE_POSITION = new ClientError(112, "unrecoverable position", false);

    /** Returns the error that the application answers with. */
    static ClientError of(CallException e) {
        return new ClientError(e.code(), String.valueOf(e.getMessage()), e.isTemporary());
    }

    /** Returns the error of a client that may not join. */
    static ClientError of(JoinDecision.Denied denied) {
        return new ClientError(denied.code(), denied.message(), false);
    }

    /** Returns the error of a client that may not publish. */
    static ClientError of(PublishDecision.Denied denied) {
        return new ClientError(denied.code(), denied.message(), false);
    }
}
