package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.AccessDenied;
import io.tideway.ws.internal.connection.HandlerCalls;

/**
 * Holds the callers of a handler to its {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll}.
 *
 * <p>No server's own interceptor does it, since callbacks come on threads without a caller: the caller is the handshake's.
 */
public final class GuardedHandlerCalls implements HandlerCalls {
    private static final int FORBIDDEN = 403;

    private final HandlerCalls calls;
    private final boolean speaksJson;
    private final boolean splitsMessages; // onMessage is the default, which calls onText or onBinary
    private final AccessRules rules;

    public GuardedHandlerCalls(HandlerCalls calls, AccessRules rules) {
        this.calls = calls;
        this.rules = rules;
        this.speaksJson = rules.speaksJson();
        this.splitsMessages = rules.splitsMessages();
    }

    @Override
    public UpgradeDecision upgrade(Handshake handshake) throws Exception {
        boolean admitted = rules.onHandler().admits(handshake::isUserInRole)
                && rules.on(Callback.UPGRADE).admits(handshake::isUserInRole);
        return admitted ? calls.upgrade(handshake) : UpgradeDecision.reject(FORBIDDEN, "forbidden");
    }

    @Override
    public void begin(Connection connection) {
        calls.begin(connection);
    }

    @Override
    public void connect(Connection connection) throws Exception {
        require(Callback.CONNECT, connection);
        calls.connect(connection);
    }

    @Override
    public void message(Connection connection, Message message) throws Exception {
        boolean text = message instanceof Message.Text;
        require(speaksJson && text ? Callback.JSON : Callback.MESSAGE, connection);
        if (splitsMessages && !(speaksJson && text)) {
            require(text ? Callback.TEXT : Callback.BINARY, connection);
        }
        calls.message(connection, message);
    }

    @Override
    public void disconnect(Connection connection, CloseFrame reason) throws Exception {
        require(Callback.DISCONNECT, connection);
        calls.disconnect(connection, reason);
    }

    @Override
    public void error(Connection connection, Throwable error) throws Exception {
        require(Callback.ERROR, connection);
        calls.error(connection, error);
    }

    @Override
    public void release(Connection connection) {
        calls.release(connection);
    }

    @Override
    public String handlerName() {
        return calls.handlerName();
    }

    private void require(Callback callback, Connection connection) throws AccessDenied {
        AccessRule rule = rules.on(callback);
        if (!rule.admitsEverybody() && !rule.admits(connection::isUserInRole)) {
            throw new AccessDenied(InvokeMessages.accessDenied(callback.method(), handlerName()));
        }
    }
}
