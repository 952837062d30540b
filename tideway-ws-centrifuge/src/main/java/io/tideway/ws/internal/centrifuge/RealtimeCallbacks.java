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
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * Holds the callbacks of one handler.
 *
 * @param takesMessages whether the handler overrides {@code onMessage}, {@code onText} or {@code onBinary}
 */
record RealtimeCallbacks(
        HandlerMethod authenticate,
        HandlerMethod refresh,
        HandlerMethod join,
        HandlerMethod joinRefresh,
        HandlerMethod publish,
        boolean takesMessages) {

    static RealtimeCallbacks of(ProtocolEndpoint endpoint) {
        HandlerMethod authenticate = method(endpoint, "onAuthenticate", Credentials.class);
        HandlerMethod join = method(endpoint, "onJoin", JoinRequest.class);
        return new RealtimeCallbacks(
                authenticate,
                methodOr(authenticate, endpoint, "onRefresh", Credentials.class),
                join,
                methodOr(join, endpoint, "onJoinRefresh", JoinRequest.class),
                method(endpoint, "onPublish", PublishRequest.class),
                overrides(endpoint, "onMessage", Message.class)
                        || overrides(endpoint, "onText", String.class)
                        || overrides(endpoint, "onBinary", ByteBuffer.class));
    }

    /** Returns a method, or the one that its default calls, whose roles count then. */
    private static HandlerMethod methodOr(
            HandlerMethod otherwise, ProtocolEndpoint endpoint, String name, Class<?> parameter) {
        return overrides(endpoint, name, parameter) ? method(endpoint, name, parameter) : otherwise;
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
            Class<?> declaring = endpoint.handlerClass()
                    .getMethod(name, Connection.class, parameter)
                    .getDeclaringClass();
            return declaring != WebSocketHandler.class && declaring != RealtimeHandler.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // the handler has it from its type
        }
    }
}
