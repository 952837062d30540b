package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.util.stream.Stream;

/**
 * Holds the callbacks of one handler.
 *
 * @param takesMessages whether the handler overrides {@code onMessage} or {@code onText}
 */
record Callbacks(
        HandlerMethod authenticate,
        HandlerMethod refresh,
        HandlerMethod join,
        HandlerMethod joinRefresh,
        HandlerMethod publish,
        boolean takesMessages) {

    static Callbacks of(ProtocolEndpoint endpoint) {
        return new Callbacks(
                method(endpoint, "onAuthenticate", Credentials.class),
                method(endpoint, "onRefresh", Credentials.class),
                method(endpoint, "onJoin", JoinRequest.class),
                method(endpoint, "onJoinRefresh", JoinRequest.class),
                method(endpoint, "onPublish", PublishRequest.class),
                overrides(endpoint, "onMessage", Message.class) || overrides(endpoint, "onText", String.class));
    }

    private static HandlerMethod method(ProtocolEndpoint endpoint, String name, Class<?> parameter) {
        return endpoint.method(Stream.of(RealtimeHandler.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> method.getParameterCount() == 2 && method.getParameterTypes()[1] == parameter)
                .findFirst()
                .orElseThrow());
    }

    private static boolean overrides(ProtocolEndpoint endpoint, String name, Class<?> parameter) {
        try {
            return endpoint.handlerClass()
                            .getMethod(name, Connection.class, parameter)
                            .getDeclaringClass()
                    != WebSocketHandler.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // the handler has it from its type
        }
    }
}
