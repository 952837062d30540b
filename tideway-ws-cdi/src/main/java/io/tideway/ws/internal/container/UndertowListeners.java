package io.tideway.ws.internal.container;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the listeners of Undertow's sessions, the same way for all; its types that belong to XNIO are not visible
 * inside a WAR. Immutable.
 */
final class UndertowListeners {
    private final Method receiveSetter;
    private final Method setListener;
    private final Method listenerOf;
    private final MethodHandle text;
    private final MethodHandle binary;
    private final MethodHandle pong;
    private final MethodHandle close;
    private final MethodHandle error;

    /**
     * Finds the methods.
     *
     * @throws ReflectiveOperationException if the classes of this Undertow differ
     * @throws RuntimeException if this JVM forbids reflection
     */
    UndertowListeners(UndertowSession session) throws ReflectiveOperationException {
        this.receiveSetter = WebSocketChannel.class.getMethod("getReceiveSetter");
        Object setter = receiveSetter.invoke(session.getWebSocketChannel());
        this.listenerOf = setter.getClass().getMethod("get");
        this.setListener = Arrays.stream(setter.getClass().getMethods())
                .filter(method -> method.getName().equals("set"))
                .findAny()
                .orElseThrow(() -> new NoSuchMethodException(setter.getClass() + ".set"));
        this.text = frameHandler("onText");
        this.binary = frameHandler("onBinary");
        this.pong = frameHandler("onPong");
        this.close = frameHandler("onClose");
        this.error = handler("onError", WebSocketChannel.class, Throwable.class);
    }

    /**
     * Puts a listener of ours before that of a session.
     *
     * @throws ReflectiveOperationException if the session is of another class than the first one
     */
    InboundFlow before(UndertowSession session) throws ReflectiveOperationException {
        Object setter = receiveSetter.invoke(session.getWebSocketChannel());
        UndertowFlow flow = new UndertowFlow(session, (AbstractReceiveListener) listenerOf.invoke(setter), this);
        setListener.invoke(setter, flow);
        return flow;
    }

    /** Has a session's own listener handle a frame. */
    void handle(AbstractReceiveListener listener, WebSocketChannel channel, StreamSourceFrameChannel frame)
            throws IOException {
        @Nullable
        MethodHandle handler = switch (frame.getType()) {
            case TEXT -> text;
            case BINARY -> binary;
            case PONG -> pong;
            case CLOSE -> close;
            default -> null; // no other opcode begins a message, and Undertow ignores them
        };
        try {
            if (handler != null) {
                handler.invokeExact(listener, channel, frame);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // declares no other
        }
    }

    /** Tells a session's own listener that reading has failed. */
    void failed(AbstractReceiveListener listener, WebSocketChannel channel, IOException cause) {
        try {
            error.invokeExact(listener, channel, (Throwable) cause);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // declares none
        }
    }

    private static MethodHandle frameHandler(String name) throws ReflectiveOperationException {
        return handler(name, WebSocketChannel.class, StreamSourceFrameChannel.class);
    }

    private static MethodHandle handler(String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = AbstractReceiveListener.class.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }
}
