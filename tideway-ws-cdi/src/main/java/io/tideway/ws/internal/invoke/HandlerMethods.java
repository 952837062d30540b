package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.CallableMethod;
import io.tideway.ws.internal.connection.HandlerFailures;
import io.tideway.ws.realtime.CallException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes methods of a handler callable for a protocol, with the roles that they ask for.
 *
 * @param handler the contextual reference
 * @param rules the rules of the handler
 * @param context the application's context
 * @param failures told of methods that throw
 * @param validation of the arguments
 */
public record HandlerMethods(
        WebSocketHandler handler,
        AccessRules rules,
        CallbackContext context,
        HandlerFailures failures,
        ServerValidation validation) {
    private static final int INVALID = 400;
    private static final int LONGEST_MESSAGE = 500;

    /**
     * Makes a method callable.
     *
     * @throws IllegalArgumentException if the reference has no such method
     */
    public CallableMethod of(Method method) {
        if (!method.getDeclaringClass().isInstance(handler)) {
            throw new IllegalArgumentException(InvokeMessages.methodOutOfView(method));
        }
        method.trySetAccessible();
        return new Bound(this, method, rules.on(method), isCallback(method) ? ArgumentValidation.NONE : validation);
    }

    /**
     * Prepares the validation of a method's arguments, at deployment.
     *
     * @param problems takes why its constraints cannot hold
     */
    public void prepare(Method method, Consumer<String> problems) {
        if (!isCallback(method)) {
            context.loading(Runnable::run).execute(() -> validation.prepare(handler.getClass(), method, problems));
        }
    }

    /** Tells whether a method is one of Tideway's interfaces, which have no constraints. */
    private static boolean isCallback(Method method) {
        return method.getDeclaringClass().isInterface();
    }

    private record Bound(HandlerMethods methods, Method method, AccessRule rule, ArgumentValidation validation)
            implements CallableMethod {
        @Override
        public String name() {
            return method.getName();
        }

        @Override
        public boolean admits(Connection connection) {
            return rule.admitsEveryone() || rule.admits(connection::isUserInRole);
        }

        @Override
        public @Nullable Object call(Connection connection, @Nullable Object... arguments) throws Exception {
            return methods.context.call(connection, () -> invoke(arguments));
        }

        private @Nullable Object invoke(@Nullable Object... arguments) throws Exception {
            List<String> violations = validation.violations(methods.handler, method, arguments);
            if (!violations.isEmpty()) {
                String text = String.join("; ", violations);
                throw new CallException(INVALID, text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)));
            }
            try {
                return method.invoke(methods.handler, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }

        @Override
        public void failed(Connection connection, Throwable cause) {
            methods.failures.logAndTell(method.getName(), connection, cause);
        }
    }
}
