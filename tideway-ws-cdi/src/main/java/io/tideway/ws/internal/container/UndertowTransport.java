package io.tideway.ws.internal.container;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.framed.SendFrameHeader;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Writes to Undertow's queue of frames, also inside WildFly: a batch counts as one frame there, which brings its
 * headers.
 */
final class UndertowTransport extends FrameTransport {
    static final String SESSIONS = "io.undertow.";

    private final WebSocketChannel channel;
    private final Executor ioThread;

    /**
     * Finds the channel of a session.
     *
     * @param ioThreads where the channel's own thread is told what to write, which does it for everyone
     * @throws RuntimeException if the session has none
     */
    UndertowTransport(Session session, SessionTransport portable, ThreadQueues ioThreads) {
        super(portable);
        this.channel = ((UndertowSession) session).getWebSocketChannel();
        this.ioThread = ioThreads.of(channel.getIoThread());
    }

    @Override
    void write(ByteBuffer frames, Completion completion) {
        if (Thread.currentThread() == channel.getIoThread()) {
            writeHere(frames, completion);
        } else {
            ioThread.execute(() -> writeHere(frames, completion));
        }
    }

    @Override
    public boolean defer(Runnable drain) {
        ioThread.execute(drain);
        return true;
    }

    private void writeHere(ByteBuffer frames, Completion completion) {
        if (channel.isCloseFrameSent()) {
            completion.failed(new IOException("the container has sent its close frame"));
            return;
        }
        Frames sink = new Frames(channel, completion);
        try {
            if (!sink.send(new Unpooled(frames))) {
                throw new IOException("the container takes no frame");
            }
            sink.shutdownWrites();
        } catch (IOException | RuntimeException | Error e) {
            sink.failed(e); // on the I/O thread nothing else reports it
        }
    }

    /** Holds whole frames, to which Undertow need add nothing, and reports once how their write went. */
    static final class Frames extends StreamSinkFrameChannel {
        private static final AtomicReferenceFieldUpdater<Frames, Completion> COMPLETION =
                AtomicReferenceFieldUpdater.newUpdater(Frames.class, Completion.class, "completion");

        @SuppressWarnings("UnusedVariable") // read through COMPLETION
        private volatile Completion completion;

        Frames(WebSocketChannel channel, Completion completion) {
            super(channel, WebSocketFrameType.BINARY);
            this.completion = completion;
        }

        @Override
        protected SendFrameHeader createFrameHeader() {
            return new SendFrameHeader(0, null);
        }

        @Override
        protected void handleFlushComplete(boolean finalFrame) {
            COMPLETION.getAndSet(this, Completion.TOLD).written();
        }

        @Override
        public void markBroken() {
            super.markBroken();
            failed(new IOException("the connection is broken"));
        }

        void failed(Throwable cause) {
            COMPLETION.getAndSet(this, Completion.TOLD).failed(cause);
        }
    }

    /** Lends a buffer that belongs to no pool. */
    private static final class Unpooled implements PooledByteBuffer {
        private final ByteBuffer buffer;
        private boolean open = true;

        Unpooled(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getBuffer() {
            return buffer;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
