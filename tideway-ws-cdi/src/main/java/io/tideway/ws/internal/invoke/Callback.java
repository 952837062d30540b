package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.List;

/** Lists the callbacks of a handler by name and parameters, since an application may overload them. */
enum Callback {
    UPGRADE("onUpgrade"),
    CONNECT("onConnect"),
    MESSAGE("onMessage"),
    TEXT("onText"),
    BINARY("onBinary"),
    JSON("onJson"),
    DISCONNECT("onDisconnect"),
    ERROR("onError");

    private final String method;

    Callback(String method) {
        this.method = method;
    }

    String method() {
        return method;
    }

    /** Returns the types of the parameters where the handler's JSON documents are of a type. */
    List<Class<?>> parameters(Class<?> document) {
        return switch (this) {
            case UPGRADE -> List.of(Handshake.class);
            case CONNECT -> List.of(Connection.class);
            case MESSAGE -> List.of(Connection.class, Message.class);
            case TEXT -> List.of(Connection.class, String.class);
            case BINARY -> List.of(Connection.class, ByteBuffer.class);
            case JSON -> List.of(Connection.class, document);
            case DISCONNECT -> List.of(Connection.class, CloseFrame.class);
            case ERROR -> List.of(Connection.class, Throwable.class);
        };
    }

    /** Tells whether a method is of the callback's name, may implement it, and comes from source code. */
    boolean maybe(Method candidate) {
        return candidate.getName().equals(method)
                && !candidate.isBridge()
                && Modifier.isPublic(candidate.getModifiers())
                && !Modifier.isStatic(candidate.getModifiers());
    }
}
