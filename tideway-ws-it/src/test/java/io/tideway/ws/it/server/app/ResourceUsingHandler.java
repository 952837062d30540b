package io.tideway.ws.it.server.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uses a resource of the server in each callback and records what came of it. */
public abstract class ResourceUsingHandler implements WebSocketHandler {
    /** Asks for what is recorded, a line for each callback. */
    public static final String RECORD = "record";

    /** Has the callback throw. */
    public static final String THROW = "throw";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Uses the resource, in a transaction and without one; returns what came of it. */
    protected abstract String use();

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
            return use();
        } catch (RuntimeException unusable) {
            return unusable.toString();
        }
    }
}
