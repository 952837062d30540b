package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.upgrade.UpgradeChecks;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends each call of a handler through the steps, and each upgrade through the application's checks. */
public final class SteppedHandlerCalls implements HandlerCalls {
    private final HandlerCalls target;
    private final InvocationStep steps;
    private final UpgradeChecks checks;
    private final CallbackContext context;
    private final boolean speaksJson;
    private final boolean splitsMessages;

    private SteppedHandlerCalls(
            HandlerCalls target,
            InvocationStep steps,
            UpgradeChecks checks,
            CallbackContext context,
            AccessRules rules) {
        this.target = target;
        this.steps = steps;
        this.checks = checks;
        this.context = context;
        this.speaksJson = rules.speaksJson();
        this.splitsMessages = rules.splitsMessages();
    }

    /**
     * Builds the way to a handler: roles are checked, then the handler is called in its context.
     *
     * @param path the endpoint's path or template
     * @param target calls the handler itself
     * @param checks the application's upgrade checks, in their order
     * @param failures told of a failed {@code onUpgrade}; those of other callbacks are told where their outcome is
     *     decided
     */
    public static SteppedHandlerCalls of(
            String path,
            HandlerCalls target,
            AccessRules rules,
            CallbackContext context,
            List<Named> checks,
            Listeners<FailureListener> failures) {
        String handler = target.handlerName();
        InvocationStep last = call -> context.call(call.connection(), call);
        InvocationStep steps = new RolesStep(handler, rules, last);
        List<Named> all = new ArrayList<>();
        all.add(new Named("the check of the roles of " + handler, new RolesCheck(rules)));
        all.addAll(checks);
        all.add(new Named("onUpgrade of " + handler, handshake -> onUpgrade(path, target, failures, handshake)));
        return new SteppedHandlerCalls(target, steps, new UpgradeChecks(path, all), context, rules);
    }

    private static UpgradeDecision onUpgrade(
            String path, HandlerCalls target, Listeners<FailureListener> failures, Handshake handshake)
            throws Exception {
        try {
            return target.upgrade(handshake);
        } catch (Throwable e) {
            HandlerFailed event = new HandlerFailed(path, Callback.UPGRADE.method(), Optional.empty(), e);
            failures.tell(listener -> listener.failed(event));
            throw e;
        }
    }

    @Override
    public UpgradeDecision upgrade(Handshake handshake) throws Exception {
        return context.call(() -> checks.check(handshake));
    }

    @Override
    public void begin(Connection connection) {
        target.begin(connection);
    }

    @Override
    public void connect(Connection connection) throws Exception {
        steps.apply(new HandlerCall.Connect(target, connection));
    }

    @Override
    public void message(Connection connection, Message message) throws Exception {
        boolean text = message instanceof Message.Text;
        if (speaksJson && text) {
            steps.apply(new HandlerCall.ReceiveJson(target, connection, message));
        } else if (!splitsMessages) {
            steps.apply(new HandlerCall.Receive(target, connection, message));
        } else if (text) {
            steps.apply(new HandlerCall.ReceiveText(target, connection, message));
        } else {
            steps.apply(new HandlerCall.ReceiveBinary(target, connection, message));
        }
    }

    @Override
    public void disconnect(Connection connection, CloseFrame reason) throws Exception {
        steps.apply(new HandlerCall.Disconnect(target, connection, reason));
    }

    @Override
    public void error(Connection connection, Throwable error) throws Exception {
        steps.apply(new HandlerCall.Fail(target, connection, error));
    }

    @Override
    public void release(Connection connection) {
        target.release(connection);
    }

    @Override
    public String handlerName() {
        return target.handlerName();
    }
}
