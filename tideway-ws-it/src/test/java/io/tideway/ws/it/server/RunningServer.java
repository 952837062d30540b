package io.tideway.ws.it.server;

import java.util.Objects;

/** The one server that runs at a time; JUnit closes it after the last test. */
final class RunningServer implements AutoCloseable {
    private Server server;
    private int mark;

    /** Lets a server of this kind run, and no other. */
    void use(ServerKind kind) {
        if (server != null && server.kind() != kind) {
            close();
        }
        if (server == null) {
            server = kind.make();
            mark = 0;
            try {
                server.start();
            } catch (RuntimeException | Error e) {
                print("start of " + kind.title());
                close();
                throw e;
            }
        }
        mark();
    }

    Server server() {
        return Objects.requireNonNull(server, "no server runs");
    }

    /** Remembers the end of the log, so that {@link #print} begins here. */
    void mark() {
        mark = server().log().mark();
    }

    void print(String failed) {
        System.err.printf(
                "---- log of %s: %s%n%s%n---- end of the log%n",
                server().kind().title(), failed, server().log().since(mark));
    }

    @Override
    public void close() {
        if (server != null) {
            try {
                server.stop();
            } finally {
                server = null;
            }
        }
    }
}
