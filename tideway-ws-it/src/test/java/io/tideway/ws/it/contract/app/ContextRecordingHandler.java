package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SendResult;
import io.tideway.ws.Target;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.ServiceLoader;

/**
 * Records what application code finds of the application and the server, wherever Tideway runs it. Sends more than fits
 * to a client that sends "flood" and does not read; throws from {@code onUpgrade} where the query has {@code fail}.
 */
public abstract class ContextRecordingHandler implements WebSocketHandler {
    static final String ROOM_WITH_LOG = "context with a log ";
    static final String USER = "context ";
    private static final int SIZE = 10_000;
    private static final long MOST_BYTES = 64_000_000;

    @Inject
    Journal journal;

    @Inject
    ConnectionManager manager;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        if (handshake.queryParam("fail").isPresent()) {
            throw new IllegalStateException("as asked for");
        }
        journal.note(Journal.tag(handshake), "onUpgrade " + found());
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        report("onConnect", connection);
        connection.setUserId(USER + Journal.tag(connection.handshake()));
        connection.joinRoom("context " + connection.id());
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        if (message.equals(Message.text("flood"))) {
            flood(connection);
            return;
        }
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
        connection
                .joinRoom(ROOM_WITH_LOG + connection.id(), RoomPosition.NONE, recovery -> reply(connection, recovery))
                .thenAccept(recovery -> report("thenAccept of a join", connection))
                .thenRunAsync(() -> report("thenThenRunAsync of a join", connection));
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

    private static void flood(Connection connection) {
        long accepted = 0;
        while (accepted < MOST_BYTES && connection.sendBinary(new byte[SIZE]) == SendResult.QUEUED) {
            accepted += SIZE;
        }
    }

    private Message reply(Connection connection, Recovery recovery) {
        report("reply of a join", connection);
        return Message.text("recovered " + recovery.isRecovered());
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
