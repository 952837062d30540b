package org.glassfish.tyrus.fake;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import org.glassfish.tyrus.servlet.TyrusServletWriter;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** Makes sessions that look like those of Tyrus by the name of their class and by where the writer is. */
public final class FakeTyrus {
    private FakeTyrus() {}

    /** Puts the class of the sessions into this package. */
    interface TyrusSession extends Session {}

    /** Makes a session with a writer. */
    public static Session session() {
        return session(new Remote(new Socket(new Handler(new SilentWriter()))));
    }

    /** Makes a session of a server whose queue below the writer is not where it is expected. */
    public static Session sessionOverUnknownQueue() {
        return session(new Remote(new Socket(new Handler(new TyrusServletWriter()))));
    }

    /** Makes a session that has lost its client, and with it what it writes to. */
    public static Session lostSession() {
        return session(new Remote(null));
    }

    private static Session session(Remote remote) {
        return (Session) Proxy.newProxyInstance(
                FakeTyrus.class.getClassLoader(),
                new Class<?>[] {TyrusSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBasicRemote" -> remote;
                    case "getNegotiatedExtensions" -> List.of();
                    case "toString" -> "fake";
                    default -> null;
                });
    }

    @SuppressWarnings("UnusedVariable") // found by their names
    private record Handler(org.glassfish.tyrus.spi.Writer writer) {}

    @SuppressWarnings("UnusedVariable")
    private record Socket(Handler protocolHandler) {}

    private static final class SilentWriter extends org.glassfish.tyrus.spi.Writer {
        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> completionHandler) {}

        @Override
        public void close() {}
    }

    @SuppressWarnings("UnusedVariable")
    private record Remote(@Nullable Socket webSocket) implements RemoteEndpoint.Basic {
        @Override
        public void sendText(String text) {}

        @Override
        public void sendBinary(ByteBuffer data) {}

        @Override
        public void sendText(String partialMessage, boolean isLast) {}

        @Override
        public void sendBinary(ByteBuffer partialByte, boolean isLast) {}

        @Override
        public OutputStream getSendStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public Writer getSendWriter() {
            return Writer.nullWriter();
        }

        @Override
        public void sendObject(Object data) {}

        @Override
        public void setBatchingAllowed(boolean allowed) {}

        @Override
        public boolean getBatchingAllowed() {
            return false;
        }

        @Override
        public void flushBatch() throws IOException {}

        @Override
        public void sendPing(ByteBuffer applicationData) {}

        @Override
        public void sendPong(ByteBuffer applicationData) {}
    }
}
