package io.tideway.ws.internal.invoke;

import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.connection.HandlerFailures;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.upgrade.UpgradeChecks;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import io.tideway.ws.spi.UpgradeCheck;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the steps between the connections of an endpoint and its handler.
 *
 * @param context the application's context
 * @param codec reads JSON
 * @param checks the application's upgrade checks, in their order
 * @param listeners learn of callbacks that throw
 * @param log where failures are logged that clients can cause
 */
public record HandlerChains(
        CallbackContext context,
        JsonCodec codec,
        List<Named> checks,
        Listeners<FailureListener> listeners,
        SummedLog log) {

    /**
     * Builds the steps to a handler.
     *
     * @param path the endpoint's path or template
     * @param name names the handler in logs and errors
     * @param handler the handler
     * @param onUpgrade calls its {@code onUpgrade}
     * @param rules the roles that its callbacks ask for
     * @param jsonType the type of its documents, if it is a {@code JsonHandler}
     */
    public HandlerCalls of(
            String path,
            String name,
            WebSocketHandler handler,
            UpgradeCheck onUpgrade,
            AccessRules rules,
            Optional<Type> jsonType) {
        HandlerFailures failures = new HandlerFailures(path, name, listeners, log);
        InvocationStep<HandlerCall, CallResult> call = invocation -> {
            invocation.on(handler);
            return CallResult.RETURNED;
        };
        InvocationStep<HandlerCall, CallResult> decoding =
                jsonType.isPresent() && handler instanceof JsonHandler<?> json
                        ? new JsonStep(codec, jsonType.get(), json, call)
                        : call;
        ErrorStep callbacks = new ErrorStep(failures, new RolesStep(name, rules, log, context.ofConnection(decoding)));
        List<Named> all = new ArrayList<>();
        all.add(new Named("the check of the roles of " + name, new RolesCheck(rules)));
        all.addAll(checks);
        all.add(new Named("onUpgrade of " + name, handshake -> tellingFailure(onUpgrade, handshake, failures)));
        return new HandlerChain(name, callbacks, new UpgradeChecks(path, all, log), rules, context);
    }

    private static UpgradeDecision tellingFailure(UpgradeCheck onUpgrade, Handshake handshake, HandlerFailures failures)
            throws Exception {
        try {
            return onUpgrade.check(handshake);
        } catch (Throwable e) {
            failures.tell(Callback.UPGRADE.method(), Optional.empty(), e);
            throw e;
        }
    }
}
