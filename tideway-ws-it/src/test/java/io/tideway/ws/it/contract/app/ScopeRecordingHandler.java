package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.UUID;

/** Records in each callback its contexts, class loader and interceptor. */
@Intercepted
public abstract class ScopeRecordingHandler implements WebSocketHandler {
    private final String instance = UUID.randomUUID().toString();

    @Inject
    Journal journal;

    @Inject
    RequestScopedBean request;

    @Inject
    ConnectionScopedBean connectionScoped;

    @Inject
    Connection current;

    @Override
    public void onConnect(Connection connection) {
        report("onConnect", connection);
    }

    @Override
    public void onMessage(Connection connection, Message message) {
        report("onMessage", connection);
        if (message.equals(Message.text("throw"))) {
            throw new IllegalStateException("as asked for");
        }
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        report("onDisconnect", connection);
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        report("onError", connection);
    }

    private void report(String callback, Connection connection) {
        ClassLoader own = ScopeRecordingHandler.class.getClassLoader();
        boolean loader = false;
        try {
            loader = Thread.currentThread().getContextClassLoader().loadClass(ScopeRecordingHandler.class.getName())
                    == own.loadClass(ScopeRecordingHandler.class.getName());
        } catch (ClassNotFoundException e) {
            // noted as false
        }
        journal.note(
                connection,
                String.join(
                        " ",
                        callback,
                        "instance=" + instance,
                        "request=" + request.id(),
                        "connection-scoped=" + connectionScoped.id(connection),
                        "injected=" + current.id().equals(connection.id()),
                        "loader=" + loader,
                        "intercepted=" + request.intercepted().endsWith(callback)));
        connection.sendText(callback);
    }
}
