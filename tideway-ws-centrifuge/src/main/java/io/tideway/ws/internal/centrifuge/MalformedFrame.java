package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import java.io.Serial;

/** Tells that a client has sent what the protocol does not allow; without a stack trace, since clients cause it. */
final class MalformedFrame extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CloseFrame answer;

    MalformedFrame(String problem) {
        this(problem, CloseCodes.BAD_REQUEST);
    }

    MalformedFrame(String problem, CloseFrame answer) {
        super(problem, null, false, false);
        this.answer = answer;
    }

    /** Returns what the client's connection is closed with. */
    CloseFrame answer() {
        return answer;
    }
}
