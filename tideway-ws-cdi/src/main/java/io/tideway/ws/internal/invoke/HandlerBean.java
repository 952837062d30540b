package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.HandlerCalls;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Calls a handler bean through its contextual reference, so that its scope and its interceptors apply. */
public final class HandlerBean implements HandlerCalls {
    private final String name;
    private final HandlerReference reference;
    private final WebSocketHandler handler;
    private final @Nullable Type jsonType;
    private final JsonCodec codec;
    private final CallbackContext context;
    private final ConnectionContext connections;

    public HandlerBean(
            String name,
            HandlerReference reference,
            @Nullable Type jsonType,
            JsonCodec codec,
            CallbackContext context,
            ConnectionContext connections) {
        this.name = name;
        this.reference = reference;
        this.handler = reference.handler();
        this.jsonType = jsonType;
        this.codec = codec;
        this.context = context;
        this.connections = connections;
    }

    @Override
    public UpgradeDecision upgrade(Handshake handshake) throws Exception {
        return reference.onUpgrade(handshake);
    }

    @Override
    public void begin(Connection connection) {
        connections.begin(connection);
    }

    @Override
    public void connect(Connection connection) throws Exception {
        handler.onConnect(connection);
    }

    @Override
    public void message(Connection connection, Message message) throws Exception {
        if (jsonType != null && message instanceof Message.Text text) {
            deliverJson(connection, text.text(), jsonType);
        } else {
            handler.onMessage(connection, message);
        }
    }

    // The type was read from this handler's own generics, so the decoded value is of its T.
    @SuppressWarnings("unchecked")
    private void deliverJson(Connection connection, String text, Type type) throws Exception {
        ((JsonHandler<Object>) handler).onJson(connection, codec.decode(text, type));
    }

    @Override
    public void disconnect(Connection connection, CloseFrame reason) throws Exception {
        handler.onDisconnect(connection, reason);
    }

    @Override
    public void error(Connection connection, Throwable error) throws Exception {
        handler.onError(connection, error);
    }

    @Override
    public void release(Connection connection) {
        try {
            context.call(connection, () -> {
                connections.end(connection);
                return true;
            });
        } catch (Throwable e) {
            InvokeMessages.stopFailed(e);
        }
    }

    @Override
    public String handlerName() {
        return name;
    }
}
