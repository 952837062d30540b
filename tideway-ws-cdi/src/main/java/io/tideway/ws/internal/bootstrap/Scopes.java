package io.tideway.ws.internal.bootstrap;

import java.lang.annotation.Annotation;
import java.util.Set;

/** Knows the scopes of Jakarta EE that are not active where Tideway calls the application. */
final class Scopes {
    // By name, since an application may run without Jakarta Faces and Jakarta Transactions. A connection outlives the
    // request of its upgrade, and with it what is active in requests only.
    private static final Set<String> OF_HTTP_REQUESTS = Set.of(
            "jakarta.enterprise.context.ConversationScoped",
            "jakarta.enterprise.context.SessionScoped",
            "jakarta.faces.flow.FlowScoped",
            "jakarta.faces.view.ViewScoped",
            "jakarta.transaction.TransactionScoped");

    private static final Set<String> OF_CALLBACKS =
            Set.of("io.tideway.ws.ConnectionScoped", "jakarta.enterprise.context.RequestScoped");

    private Scopes() {}

    /** Tells whether a scope is never active in a callback of a connection. */
    static boolean isInactiveInCallbacks(Class<? extends Annotation> scope) {
        return OF_HTTP_REQUESTS.contains(scope.getName());
    }

    /** Tells whether a scope is not active on every thread. */
    static boolean isInactiveElsewhere(Class<? extends Annotation> scope) {
        return isInactiveInCallbacks(scope) || OF_CALLBACKS.contains(scope.getName());
    }
}
