package io.tideway.ws.internal.container;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.jsr.UndertowSession;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Limits how far Undertow reads ahead of the handler.
 *
 * <p>With dispatch-to-worker, WildFly's default, Undertow's I/O thread reads on into a queue without a bound while a
 * callback runs. Here it counts what it reads: each {@link #WINDOW} events, of one frame or one buffer each, it puts a
 * mark into that queue, and it reads no more while two marks wait there.
 *
 * <p>Thread-safe.
 */
final class UndertowFlow extends AbstractReceiveListener implements InboundFlow {

    /** The events between two marks: enough to make a mark cheap, and few enough for buffers of 16 KiB each. */
    private static final int WINDOW = 16;

    private static final int MOST_MARKS = 2;

    private final WebSocketChannel channel;
    private final AbstractReceiveListener below;
    private final UndertowListeners listeners;
    private final Executor callbacks;
    private final AtomicInteger marks = new AtomicInteger(); // those in the queue of callbacks
    private volatile boolean stopped; // by the one who calls us
    private volatile Runnable pingListener = () -> {};
    private int events; // of the I/O thread

    /** Puts itself before the session's own listener. */
    UndertowFlow(UndertowSession session, AbstractReceiveListener below, UndertowListeners listeners) {
        this.channel = session.getWebSocketChannel();
        this.below = below;
        this.listeners = listeners;
        this.callbacks = session.getExecutor();
    }

    @Override
    public void handleEvent(WebSocketChannel source) {
        try {
            StreamSourceFrameChannel frame = source.receive();
            if (frame == null) {
                // Nothing new has begun, but there may be more of what has.
            } else if (frame.getType() == WebSocketFrameType.PING) {
                pingListener.run();
                onPing(source, frame);
            } else {
                listeners.handle(below, source, frame);
            }
        } catch (IOException e) {
            listeners.failed(below, source, e);
        }
        if (++events == WINDOW) {
            events = 0;
            mark();
        }
    }

    private void mark() {
        int waiting = marks.incrementAndGet();
        callbacks.execute(this::passMark);
        if (waiting >= MOST_MARKS) {
            channel.suspendReceives();
            resumeIfAllowed(); // what was to be passed may have been meanwhile
        }
    }

    private void passMark() {
        marks.decrementAndGet();
        resumeIfAllowed();
    }

    private void resumeIfAllowed() {
        if (!stopped && marks.get() < MOST_MARKS) {
            channel.resumeReceives();
        }
    }

    @Override
    public boolean stoppable() {
        return true;
    }

    @Override
    public boolean stop(BooleanSupplier full) {
        stopped = true;
        channel.suspendReceives();
        if (!full.getAsBoolean()) {
            resume();
        }
        return true;
    }

    @Override
    public void resume() {
        stopped = false;
        resumeIfAllowed();
    }

    @Override
    public void onPing(Runnable listener) {
        pingListener = listener;
    }
}
