package io.tideway.ws.internal.container;

import io.tideway.ws.internal.Messages;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Objects;

/**
 * Drops TCP connections below their sessions, which Jakarta WebSocket has no way for: whoever is given up as lost gets no close
 * frame, since none is right (1006 must not be sent, RFC 6455 §7.4.1).
 */
final class TcpConnections {
    private static final String[] GRIZZLY_CONNECTION = {
        "tyrusHttpUpgradeHandler", "wc", "request", "coyoteRequest", "request", "connection"
    };

    private TcpConnections() {}

    /** Drops the TCP connection of a session; false if this container shows no way. */
    static boolean drop(Session session) {
        String type = session.getClass().getName();
        try {
            if (type.startsWith(UndertowTransport.SESSIONS)) {
                ((UndertowSession) session).getWebSocketChannel().close();
                return true;
            }
            if (type.startsWith(TyrusTransport.SESSIONS)) {
                return dropBelow(TyrusTransport.writer(session));
            }
            if (type.startsWith("org.apache.tomcat.")) {
                PrivateFields.call(PrivateFields.follow(session, "wsRemoteEndpoint", "socketWrapper"), "close");
                return true;
            }
            if (type.startsWith("com.ibm.")) {
                Object tcp = PrivateFields.follow(session, "impl", "tcpConnectionContext");
                PrivateFields.call(Objects.requireNonNull(PrivateFields.call(tcp, "getSocketIOChannel")), "close");
                return true;
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            Messages.notDropped(type, e);
        }
        return false;
    }

    private static boolean dropBelow(Object writer) throws ReflectiveOperationException {
        if (writer instanceof Severable severable) {
            severable.sever();
            return true;
        }
        if (writer.getClass().getName().startsWith("org.glassfish.tyrus.servlet.")) { // of Payara and GlassFish
            PrivateFields.call(PrivateFields.follow(writer, GRIZZLY_CONNECTION), "terminateSilently");
            return true;
        }
        return false;
    }
}
