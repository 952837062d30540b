package io.tideway.ws.internal.centrifuge;

import java.io.Serial;

/** Tells that a client has sent what the protocol does not allow; without a stack trace, since clients cause it. */
final class MalformedFrame extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedFrame(String problem) {
        super(problem, null, false, false);
    }
}
