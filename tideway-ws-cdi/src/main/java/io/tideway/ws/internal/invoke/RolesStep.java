package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.SummedLog;

/**
 * Checks the roles of the caller against {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll} of the
 * callback.
 *
 * <p>The interceptors of the servers cannot do it, since callbacks run on threads without a caller: the caller is that
 * of the handshake.
 */
final class RolesStep implements InvocationStep<HandlerCall, CallResult> {
    private final String handler;
    private final AccessRules rules;
    private final SummedLog log;
    private final InvocationStep<HandlerCall, CallResult> next;

    RolesStep(String handler, AccessRules rules, SummedLog log, InvocationStep<HandlerCall, CallResult> next) {
        this.handler = handler;
        this.rules = rules;
        this.log = log;
        this.next = next;
    }

    @Override
    public CallResult apply(HandlerCall call) throws Exception {
        Callback callback = call.callback();
        boolean admitted = admits(callback, call);
        if (callback == Callback.TEXT || callback == Callback.BINARY) {
            admitted &= admits(Callback.MESSAGE, call); // its default calls them
        }
        if (!admitted) {
            log.log(
                    SummedLog.Kind.ACCESS_DENIED,
                    () -> InvokeMessages.accessDenied(callback.method(), handler, call.connection()));
            return CallResult.DENIED;
        }
        return next.apply(call);
    }

    private boolean admits(Callback callback, HandlerCall call) {
        AccessRule rule = rules.on(callback);
        return rule.admitsEveryone() || rule.admits(call.connection()::isUserInRole);
    }
}
