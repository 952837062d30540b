package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.connection.AccessDenied;

/**
 * Checks the roles of the caller against {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll} of the
 * callback.
 *
 * <p>The interceptors of the servers cannot do it, since callbacks run on threads without a caller: the caller is that
 * of the handshake.
 */
final class RolesStep implements InvocationStep {
    private final String handler;
    private final AccessRules rules;
    private final InvocationStep next;

    RolesStep(String handler, AccessRules rules, InvocationStep next) {
        this.handler = handler;
        this.rules = rules;
        this.next = next;
    }

    @Override
    public void apply(HandlerCall call) throws Exception {
        Callback callback = call.callback();
        if (callback == Callback.TEXT || callback == Callback.BINARY) {
            require(Callback.MESSAGE, call); // its default calls them
        }
        require(callback, call);
        next.apply(call);
    }

    private void require(Callback callback, HandlerCall call) throws AccessDenied {
        AccessRule rule = rules.on(callback);
        if (!rule.admitsEverybody() && !rule.admits(call.connection()::isUserInRole)) {
            throw new AccessDenied(InvokeMessages.accessDenied(callback.method(), handler));
        }
    }
}
