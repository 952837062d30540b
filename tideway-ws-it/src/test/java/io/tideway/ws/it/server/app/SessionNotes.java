package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;

/** Belongs to an HTTP session, which a server may write to a disk or another server at any time. */
@SessionScoped
@SuppressWarnings("serial") // CDI injects proxies, which are serializable
public class SessionNotes implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    ConnectionManager manager;

    @Inject
    Connection connection;

    private int visits;

    /** Counts a visit; tells how many there were, and how many connections the application has. */
    public String visit() {
        visits++;
        return tell();
    }

    /** Writes itself, reads a copy back, and lets that tell what {@link #visit()} does. */
    public String tellByACopy() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        }
        try (ObjectInputStream in = new ReadingAsTheServer(new ByteArrayInputStream(bytes.toByteArray()))) {
            return ((SessionNotes) in.readObject()).tell();
        }
    }

    private String tell() {
        return visits + " visits, " + manager.connectionCount() + " connections, "
                + (connection == null ? "nothing" : "a connection") + " injected";
    }

    /** Finds the application's classes and those of CDI, as a server does that reads a session. */
    private static final class ReadingAsTheServer extends ObjectInputStream {
        ReadingAsTheServer(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
            try {
                return Class.forName(type.getName(), false, SessionNotes.class.getClassLoader());
            } catch (ClassNotFoundException ofTheServer) {
                return Class.forName(
                        type.getName(),
                        false,
                        CDI.current().getBeanManager().getClass().getClassLoader());
            }
        }
    }
}
