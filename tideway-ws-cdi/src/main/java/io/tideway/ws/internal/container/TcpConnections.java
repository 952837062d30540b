package io.tideway.ws.internal.container;

import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Drops TCP connections below their sessions, which Jakarta WebSocket cannot do: a client that is given up as lost gets
 * no close frame, since 1006 must not be sent (RFC 6455 §7.4.1). Logs the first failure only. Thread-safe.
 */
final class TcpConnections implements Predicate<Session> {
    private final AtomicBoolean told = new AtomicBoolean();

    /** Drops the TCP connection of a session; false if this container shows no way. */
    @Override
    public boolean test(Session session) {
        String type = session.getClass().getName();
        try {
            if (type.startsWith(UndertowTransport.SESSIONS)) {
                ((UndertowSession) session).getWebSocketChannel().close();
                return true;
            }
            if (type.startsWith(TyrusTransport.SESSIONS)) {
                return dropBelow(TyrusWriters.find(session));
            }
            if (type.startsWith("org.apache.tomcat.")) {
                call(FieldPath.follow(session, "wsRemoteEndpoint", "socketWrapper"), "close");
                return true;
            }
            if (type.startsWith("org.eclipse.jetty.")) {
                call(FieldPath.follow(session, "coreSession"), "abort");
                return true;
            }
            if (type.startsWith("com.ibm.")) {
                Object tcp = FieldPath.follow(session, "impl", "connLink", "tcpConnection");
                call(Objects.requireNonNull(call(tcp, "getSocketIOChannel")), "close");
                return true;
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            if (session.isOpen() && told.compareAndSet(false, true)) { // else it was closed in order meanwhile
                ContainerMessages.notDropped(type, e);
            }
        }
        return false;
    }

    private static boolean dropBelow(Writer writer) throws ReflectiveOperationException {
        if (GrizzlyQueue.isBelow(writer)) {
            call(GrizzlyQueue.connection(writer), "terminateSilently");
            return true;
        }
        return false;
    }

    /** Calls a method without parameters. */
    private static @Nullable Object call(Object object, String name) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(object);
                }
            }
        }
        throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }
}
