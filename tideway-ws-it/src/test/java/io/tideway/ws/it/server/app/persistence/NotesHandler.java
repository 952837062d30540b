package io.tideway.ws.it.server.app.persistence;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uses the database in each callback and records what came of it. */
public abstract class NotesHandler implements WebSocketHandler {
    /** Asks for what is recorded, a line for each callback. */
    public static final String RECORD = "record";

    /** Has the callback throw. */
    public static final String THROW = "throw";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Inject
    Notes notes;

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        record("onUpgrade");
        return UpgradeDecision.accept();
    }

    @Override
    public void onConnect(Connection connection) {
        record("onConnect");
        connection.flushed().thenRun(() -> record("flushed"));
    }

    @Override
    public void onText(Connection connection, String text) {
        switch (text) {
            case RECORD -> connection.sendText(String.join("\n", lines));
            case THROW -> throw new IllegalStateException("as asked for");
            default -> connection.sendText(used());
        }
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        record("onError");
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        record("onDisconnect");
    }

    private void record(String callback) {
        lines.add(callback + ": " + used());
    }

    private String used() {
        try {
            String name = UUID.randomUUID().toString();
            long before = notes.count(name);
            notes.write(name);
            return before + " before, " + notes.count(name) + " after";
        } catch (RuntimeException unusable) {
            return unusable.toString();
        }
    }
}
