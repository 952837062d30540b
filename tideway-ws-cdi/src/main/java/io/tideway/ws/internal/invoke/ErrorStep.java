package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.HandlerFailures;
import java.util.Optional;

/**
 * Handles what a callback throws, an Error too: a failed message goes to {@code onError}, any other failure to the log.
 */
final class ErrorStep implements InvocationStep<HandlerCall, CallResult> {
    private final HandlerFailures failures;
    private final InvocationStep<HandlerCall, CallResult> next;

    ErrorStep(HandlerFailures failures, InvocationStep<HandlerCall, CallResult> next) {
        this.failures = failures;
        this.next = next;
    }

    @Override
    public CallResult apply(HandlerCall call) {
        try {
            return next.apply(call);
        } catch (Throwable e) {
            return call instanceof HandlerCall.Receive ? failedMessage(call, e) : failedCall(call, e);
        }
    }

    private CallResult failedMessage(HandlerCall call, Throwable cause) {
        CallResult told = apply(new HandlerCall.Fail(call.connection(), cause));
        failures.tell(call.callback().method(), Optional.of(call.connection()), cause);
        return told == CallResult.DENIED ? told : CallResult.FAILED;
    }

    private CallResult failedCall(HandlerCall call, Throwable cause) {
        failures.logAndTell(call.callback().method(), call.connection(), cause);
        return CallResult.FAILED;
    }
}
