package io.tideway.ws.internal.container;

import jakarta.websocket.Session;
import org.glassfish.tyrus.spi.Writer;

/** Finds the writers of Tyrus' sessions, which Tyrus does not expose; where they are is the same for all. Immutable. */
final class TyrusWriters {
    private static final String[] WRITER = {"webSocket", "protocolHandler", "writer"};

    private final FieldPath path;

    /**
     * Finds the fields that lead to the writer.
     *
     * @throws ReflectiveOperationException if the classes of this Tyrus differ
     * @throws RuntimeException if this JVM forbids reflection, or the writer is not a writer
     */
    TyrusWriters(Session session) throws ReflectiveOperationException {
        this.path = FieldPath.from(session.getBasicRemote(), WRITER);
        of(session);
    }

    /**
     * Finds the writer of a session.
     *
     * @throws ReflectiveOperationException if the session has none
     */
    Writer of(Session session) throws ReflectiveOperationException {
        return (Writer) path.value(session.getBasicRemote());
    }

    /**
     * Finds the writer of a session of which nothing is known yet.
     *
     * @throws ReflectiveOperationException if the session has none
     */
    static Writer find(Session session) throws ReflectiveOperationException {
        return (Writer) FieldPath.follow(session.getBasicRemote(), WRITER);
    }
}
