package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.ServiceLoader;

/** Records what application code finds of the application and the server, wherever Tideway runs it. */
public abstract class ContextRecordingHandler implements WebSocketHandler {
    @Inject
    Journal journal;

    @Inject
    ConnectionManager manager;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        journal.note(Journal.tag(handshake), "onUpgrade " + found());
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        report("onConnect", connection);
        connection.joinRoom("context " + connection.id());
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        report("onMessage", connection);
        Target own = Target.connection(connection.id());
        manager.to(own).matching(this::matches).broadcastText("matched");
        connection.send(message);
        connection
                .flushed()
                .thenRun(() -> report("thenRun", connection))
                .thenRunAsync(() -> report("thenThenRunAsync", connection));
        connection.flushed().thenRunAsync(() -> report("thenRunAsync", connection));
        manager.to(own).flushed().thenRun(() -> report("thenRun of an audience", connection));
        throw new IllegalStateException("as asked for");
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        report("onError", connection);
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        report("onDisconnect", connection);
    }

    private boolean matches(Connection connection) {
        report("matching", connection);
        return true;
    }

    private void report(String where, Connection connection) {
        journal.note(connection, where + " " + found());
    }

    /** Returns what the calling thread finds. */
    static String found() {
        return "loader=" + ownLoader() + " services=" + services() + " cdi=" + cdi() + " names="
                + ServerResources.names();
    }

    private static boolean services() {
        return ServiceLoader.load(ApplicationService.class).findFirst().isPresent();
    }

    private static boolean cdi() {
        try {
            return CDI.current().select(Journal.class).get().of("").isEmpty();
        } catch (RuntimeException noCdiHere) {
            return false;
        }
    }

    private static boolean ownLoader() {
        try {
            return Thread.currentThread().getContextClassLoader().loadClass(ContextRecordingHandler.class.getName())
                    == ContextRecordingHandler.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
