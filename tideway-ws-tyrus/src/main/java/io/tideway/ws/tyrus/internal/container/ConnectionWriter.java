package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.container.FrameChannel;
import io.tideway.ws.internal.container.InboundFlow;
import io.tideway.ws.internal.container.SwitchedFlow;
import io.tideway.ws.internal.outbound.TransportWriter;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.glassfish.tyrus.spi.WriterInfo;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames to Grizzly's queue of one connection, past the HTTP filters, which do not apply to an upgraded
 * connection.
 *
 * <p>Thread-safe; frames leave in the order of the calls, and none after a close frame ({@link WriteOrder}). Completion
 * comes inline or on a selector thread, where nothing may block. {@link #close()} lets what is queued leave, and forces
 * the end after the close timeout and {@link Lingering}'s deadline even if the client never reads.
 */
final class ConnectionWriter extends Writer implements FrameChannel {

    /** The queued bytes from which on pongs are left out; RFC 6455 §5.5.3 lets us answer the latest ping only. */
    private static final int PONG_BACKLOG = 64 * 1024;

    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 8;

    private final TcpConnection connection;
    private final Lingering lingering;
    private final Duration closeTimeout;
    private final GatheredWrites gathered;
    private final boolean tls; // looking it up there costs an attribute for each frame
    private final WriteOrder order = new WriteOrder();
    private final InboundFlow flow;
    private volatile Runnable pingListener = () -> {};
    private volatile Runnable closeListener = () -> {};
    private volatile boolean peerClosed;
    private volatile boolean closed; // as Lingering knows too, but looking it up there costs as much as a small write

    /**
     * Creates the writer of an upgraded connection.
     *
     * @param closeTimeout how long the client may take to answer our close frame
     * @param gathered what selector threads gather
     */
    ConnectionWriter(TcpConnection connection, Lingering lingering, Duration closeTimeout, GatheredWrites gathered) {
        this.connection = connection;
        this.lingering = lingering;
        this.closeTimeout = closeTimeout;
        this.gathered = gathered;
        this.tls = connection.isTls();
        this.flow = new SwitchedFlow() {
            @Override
            protected void turnOff() {
                WebSocketChannel channel = WebSocketChannel.of(connection);
                if (channel != null) {
                    channel.stopReading();
                }
            }

            @Override
            protected void turnOn() {
                WebSocketChannel channel = WebSocketChannel.of(connection);
                if (channel != null && channel.resumeReading()) {
                    connection.readAgain();
                }
            }

            @Override
            public void onPing(Runnable listener) {
                pingListener = listener;
            }
        };
    }

    @Override
    public InboundFlow inboundFlow() {
        return flow;
    }

    /** Tells the runtime of a ping of the client. */
    void pinged() {
        pingListener.run();
    }

    @Override
    public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler, @Nullable WriterInfo kind) {
        // Without this bound a client that floods us with pings and reads nothing would fill our memory with pongs.
        boolean pong = kind != null && kind.getMessageType() == WriterInfo.MessageType.PONG;
        if (pong && connection.queuedBytes() > PONG_BACKLOG) {
            if (handler != null) {
                handler.completed(buffer);
            }
            return;
        }
        write(buffer, handler);
    }

    @Override
    public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
        Completion completion = new Completion(buffer, handler);
        if (isCloseFrame(buffer)) {
            closeListener.run(); // has the answers to what came before leave, since nothing leaves after a close frame
            // Tyrus closes us before it has written its close frame where a ping of the client meets the close: it
            // finds the session closed and gives up. The frame finds its way out as long as the FIN is kept back.
            if (!order.close(() -> sendCloseFrame(buffer, completion))) {
                completion.done();
            }
        } else if (!trySend(buffer, completion)) {
            completion.failed(new IOException(FrontMessages.writeAfterClose()));
        }
    }

    private void sendCloseFrame(ByteBuffer frame, Completion completion) {
        try {
            send(frame, completion);
        } catch (RuntimeException | Error e) {
            completion.failed(e);
            throw e;
        }
    }

    @Override
    public void writeFrames(ByteBuffer frames, TransportWriter.Completion completion) {
        if (!trySend(frames, new FramesCompletion(completion))) {
            completion.failed(new IOException(FrontMessages.writeAfterClose()));
        }
    }

    @Override
    public boolean gather(Runnable task) {
        return gathered.add(task);
    }

    @Override
    public void beforeCloseFrame(Runnable listener) {
        closeListener = listener;
    }

    @Override
    public boolean writeGathered() {
        return gathered.flush();
    }

    /** Queues frames that are not a close frame; false, and nothing is told, once none may follow. */
    private boolean trySend(
            ByteBuffer frames, EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>> completion) {
        if (closed || !order.enter()) {
            return false;
        }
        try {
            send(frames, completion);
        } finally {
            order.leave();
        }
        return true;
    }

    private void send(
            ByteBuffer buffer, EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>> completion) {
        Buffer wrapped = Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, buffer);
        if (tls) {
            connection.writeEncrypted(wrapped, completion);
        } else {
            connection.writePlain(wrapped, completion);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (peerClosed) {
            lingering.end(connection, this::finish);
            return;
        }
        lingering.endAfterAnswer(connection, closeTimeout, this::finish);
        if (peerClosed) { // meanwhile
            finish();
        }
    }

    /** Ends the connection without waiting for the client's close frame; what is queued or due leaves before. */
    void end() {
        if (Lingering.lingers(connection)) {
            finish();
        } else {
            lingering.end(connection, this::finish);
        }
    }

    private void finish() {
        order.finish(() -> lingering.finish(connection));
    }

    @Override
    public void drop() {
        closed = true;
        connection.terminate();
    }

    /** Tells whether a buffer begins with a close frame, by its opcode (RFC 6455 §5.2). */
    static boolean isCloseFrame(ByteBuffer frames) {
        return frames.hasRemaining() && (frames.get(frames.position()) & OPCODE) == CLOSE;
    }

    /**
     * Answers the client's close frame, unless a close frame of ours is on its way, of which there must be only one.
     */
    void answer(PeerClose close) {
        write(close.answer(), null);
    }

    /** Takes note that the client's close frame has come, which may be the answer to ours, or that none will come. */
    void peerHasClosed() {
        peerClosed = true;
        if (closed) {
            finish();
        }
    }

    /** Tells whether nothing more is sent, so that of what is received only a close frame still matters. */
    boolean isClosed() {
        return closed;
    }

    /** Translates between the two ways of saying that a write is done. */
    private static final class Completion extends EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>> {
        private final ByteBuffer buffer;
        private final @Nullable CompletionHandler<ByteBuffer> handler;

        Completion(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
            this.buffer = buffer;
            this.handler = handler;
        }

        @Override
        public void completed(WriteResult<WritableMessage, SocketAddress> result) {
            done();
        }

        void done() {
            if (handler != null) {
                handler.completed(buffer);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (handler != null) {
                handler.failed(cause);
            }
        }

        @Override
        public void cancelled() {
            if (handler != null) {
                handler.cancelled();
            }
        }
    }
}
