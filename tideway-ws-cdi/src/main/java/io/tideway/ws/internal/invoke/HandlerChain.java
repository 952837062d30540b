package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.upgrade.UpgradeChecks;

/**
 * Sends each call of a handler through the steps, and each upgrade through the application's checks.
 *
 * <p>The steps of a callback, in their order: {@link ErrorStep}, {@link RolesStep}, {@link ConnectionStep},
 * {@link LoaderStep}, {@link RequestScopeStep}, {@link JsonStep}, the handler. {@link HandlerChains} builds them.
 */
final class HandlerChain implements HandlerCalls {
    private final String handler;
    private final ErrorStep callbacks;
    private final InvocationStep<Handshake, UpgradeDecision> upgrades;
    private final Callback ofText;
    private final Callback ofBinary;
    private final CallbackContext context;

    HandlerChain(
            String handler, ErrorStep callbacks, UpgradeChecks checks, AccessRules rules, CallbackContext context) {
        this.handler = handler;
        this.callbacks = callbacks;
        this.upgrades = context.around(checks::check);
        this.ofText = rules.ofText();
        this.ofBinary = rules.ofBinary();
        this.context = context;
    }

    @Override
    public UpgradeDecision upgrade(Handshake handshake) throws Exception {
        return upgrades.apply(handshake);
    }

    @Override
    public void begin(Connection connection) {
        context.begin(connection);
    }

    @Override
    public CallResult connect(Connection connection) {
        return callbacks.apply(new HandlerCall.Connect(connection));
    }

    @Override
    public CallResult message(Connection connection, Message message) {
        Callback callback = message instanceof Message.Text ? ofText : ofBinary;
        return callbacks.apply(new HandlerCall.Receive(callback, connection, message));
    }

    @Override
    public CallResult disconnect(Connection connection, CloseFrame reason) {
        return callbacks.apply(new HandlerCall.Disconnect(connection, reason));
    }

    @Override
    public CallResult error(Connection connection, Throwable error) {
        return callbacks.apply(new HandlerCall.Fail(connection, error));
    }

    @Override
    public void release(Connection connection) {
        context.end(connection);
    }

    @Override
    public String handlerName() {
        return handler;
    }
}
