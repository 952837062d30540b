package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.connection.AccessDenied;
import io.tideway.ws.internal.connection.HandlerCalls;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the callers of a handler to its {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll}.
 *
 * <p>No server's own interceptor does it, since callbacks come on threads without a caller: the caller is the handshake's.
 */
final class GuardedHandlerCalls implements HandlerCalls {
    private static final int FORBIDDEN = 403;

    private final HandlerCalls calls;
    private final boolean speaksJson;
    private final AccessRule onClass;
    private final Map<String, AccessRule> onMethods = new HashMap<>();

    GuardedHandlerCalls(HandlerCalls calls, AnnotatedType<?> type) {
        this.calls = calls;
        this.speaksJson = JsonHandler.class.isAssignableFrom(type.getJavaClass());
        this.onClass = AccessRule.of(type, AccessRule.EVERYBODY);
        Map<String, AnnotatedMethod<?>> callbacks = new HashMap<>();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (isCallback(method.getJavaMember())) {
                callbacks.merge(method.getJavaMember().getName(), method, GuardedHandlerCalls::overriding);
            }
        }
        callbacks.forEach((name, method) -> onMethods.put(name, AccessRule.of(method, onClass)));
    }

    /** Tells whether a method is a callback, and not one of the application's own that shares its name. */
    private static boolean isCallback(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return !method.isSynthetic()
                && switch (method.getName()) {
                    case "onUpgrade" -> parameters.length == 1 && parameters[0] == Handshake.class;
                    case "onConnect" -> parameters.length == 1 && parameters[0] == Connection.class;
                    case "onMessage", "onJson", "onDisconnect", "onError" ->
                        parameters.length == 2 && parameters[0] == Connection.class;
                    default -> false;
                };
    }

    /** Picks the method that is called; CDI also lists those that it overrides, whose annotations count no more. */
    private static AnnotatedMethod<?> overriding(AnnotatedMethod<?> one, AnnotatedMethod<?> other) {
        Class<?> declaring = one.getJavaMember().getDeclaringClass();
        return declaring.isAssignableFrom(other.getJavaMember().getDeclaringClass()) ? other : one;
    }

    @Override
    public UpgradeDecision upgrade(Handshake handshake) throws Exception {
        boolean admitted = onClass.admits(handshake::isUserInRole)
                && onMethods.getOrDefault("onUpgrade", onClass).admits(handshake::isUserInRole);
        return admitted ? calls.upgrade(handshake) : UpgradeDecision.reject(FORBIDDEN, "forbidden");
    }

    @Override
    public void connect(Connection connection) throws Exception {
        require("onConnect", connection);
        calls.connect(connection);
    }

    @Override
    public void message(Connection connection, Message message) throws Exception {
        boolean json = speaksJson && message instanceof Message.Text;
        require(json ? "onJson" : "onMessage", connection);
        calls.message(connection, message);
    }

    @Override
    public void disconnect(Connection connection, CloseFrame reason) throws Exception {
        require("onDisconnect", connection);
        calls.disconnect(connection, reason);
    }

    @Override
    public void error(Connection connection, Throwable error) throws Exception {
        require("onError", connection);
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

    private void require(String callback, Connection connection) throws AccessDenied {
        AccessRule rule = onMethods.get(callback);
        if (rule != null && !rule.admits(connection::isUserInRole)) {
            throw new AccessDenied(Messages.accessDenied(callback, handlerName()));
        }
    }
}
