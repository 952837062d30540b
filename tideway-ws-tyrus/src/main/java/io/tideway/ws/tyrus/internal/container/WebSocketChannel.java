package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.upgrade.UpgradeLink;
import io.tideway.ws.tyrus.internal.container.FrameAssembler.FrameRefused;
import io.tideway.ws.tyrus.internal.container.FrameAssembler.FrameSink;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.attributes.AttributeStorage;
import org.glassfish.tyrus.spi.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Carries what arrives on one upgraded connection to Tyrus: frames in order, never two at once, and the end last.
 *
 * <p>Grizzly reads no more from a connection while its bytes are being processed, so a busy handler makes its client
 * wait in TCP and costs no memory here. Thread-safe.
 */
final class WebSocketChannel {

    private static final int POLICY_VIOLATION = 1008;
    private static final Attribute<WebSocketChannel> CHANNEL =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(WebSocketChannel.class.getName());

    /** A thread reads and calls back. */
    private static final int READS = 1;
    /** Nothing is to be read for now, because the handler's queue is full. */
    private static final int STOPPED = 2;
    /** Another thread found more to read, and left it in the socket. */
    private static final int MORE_WAITS = 4;

    private final TcpConnection tcp;
    private final ConnectionWriter writer;
    private final Connection tyrus;
    private final FrameInput engine;
    private final UpgradeLink link;
    private final FrameAssembler frames;
    private final SerialTasks tasks;
    private final UnfinishedFrame unfinished;
    private final AtomicInteger reading = new AtomicInteger(); // of the bits below

    private boolean discarding; // only within the tasks: what still comes has no effect

    WebSocketChannel(
            TcpConnection tcp,
            ConnectionWriter writer,
            Connection tyrus,
            FrameInput engine,
            FrameLimit limit,
            SerialTasks tasks,
            UpgradeLink link,
            Function<Runnable, UnfinishedFrame> watch) {
        this.tcp = tcp;
        this.writer = writer;
        this.tyrus = tyrus;
        this.engine = engine;
        this.link = link;
        this.tasks = tasks;
        this.unfinished = watch.apply(this::overdue);
        this.frames = new FrameAssembler(limit, new FrameSink() {
            @Override
            public boolean frame(ByteBuffer frame) {
                unfinished.complete();
                return WebSocketChannel.this.frame(frame);
            }

            @Override
            public void part(ByteBuffer part) {
                // The container tells nothing of a frame before it is complete, and a slow client cannot send a pong in
                // the middle of one.
                link.seen();
                unfinished.part();
                if (!writer.isClosed()) {
                    engine.part(part);
                }
            }
        });
    }

    /** Finds the channel of a connection; null before the upgrade and after the end. */
    static @Nullable WebSocketChannel of(TcpConnection connection) {
        return of(connection.grizzly());
    }

    /** Finds the channel of a connection; null before the upgrade and after the end. */
    static @Nullable WebSocketChannel of(AttributeStorage connection) {
        return CHANNEL.get(connection);
    }

    /**
     * Begins to read and to call back; false if a thread does that already, or the reading is stopped: it will be found
     * then that more waits.
     */
    boolean beginReading() {
        return reading.getAndUpdate(now -> now == 0 ? READS : now | MORE_WAITS) == 0;
    }

    /** Ends what was begun; true if more waits to be read. */
    boolean endReading() {
        int before = reading.getAndUpdate(now -> (now & STOPPED) == 0 ? 0 : now & ~READS);
        return (before & STOPPED) == 0 && (before & MORE_WAITS) != 0;
    }

    /** Stops the reading once what has been read already is done with. */
    void stopReading() {
        reading.getAndUpdate(now -> now | STOPPED);
    }

    /** Lets the reading go on; true if more waits to be read and no thread is about to find it. */
    boolean resumeReading() {
        unfinished.restart(); // it could not arrive while the reading was stopped
        int before = reading.getAndUpdate(now -> (now & READS) == 0 ? 0 : now & ~STOPPED);
        return (before & READS) == 0 && (before & MORE_WAITS) != 0;
    }

    /** Begins to serve the connection; what it was sent together with its handshake comes first. */
    void open(Buffer early) {
        CHANNEL.set(tcp.grizzly(), this);
        if (early.hasRemaining()) {
            received(early);
        }
        tcp.onClosed(this::ended);
    }

    /** Takes bytes of the client and the ownership of their buffer. */
    void received(Buffer bytes) {
        tasks.runHere(() -> {
            process(bytes.toByteBuffer());
            bytes.tryDispose();
        });
    }

    /** Takes note that a part of a TLS record has arrived, and not all of it: it counts as a part of a frame. */
    void partOfRecord() {
        tasks.runHere(() -> {
            if (!discarding) {
                link.seen();
                unfinished.part();
            }
        });
    }

    /**
     * Ends the connection behind what has been received and what the handler has sent by then, since the client has
     * ended its side, of TLS or of TCP, and so sends no further frame, not even a close frame.
     */
    void endedByPeer() {
        tasks.runHere(() -> {
            discarding = true;
            unfinished.cancel();
            writer.peerHasClosed();
            link.endedByPeer(writer::end);
        });
    }

    /** Closes for a frame that takes too long; on the timer's thread, which must not wait. */
    private void overdue() {
        tasks.runElsewhere(() -> {
            if (!discarding && (reading.get() & STOPPED) == 0 && unfinished.isOverdue()) {
                refuse(new FrameRefused(POLICY_VIOLATION, "a frame took too long to arrive"));
            }
        });
    }

    private void refuse(FrameRefused refused) {
        discarding = true;
        if (!writer.isClosed()) {
            FrontMessages.frameRefused(tcp.client(), refused.getMessage());
            close(refused.closeCode(), refused.getMessage());
        }
    }

    private void process(ByteBuffer bytes) {
        if (discarding) {
            return;
        }
        try {
            frames.accept(bytes);
        } catch (FrameRefused refused) {
            refuse(refused);
        } catch (RuntimeException | Error e) {
            discarding = true;
            FrontMessages.engineFailed(tcp.client(), e);
            close(CloseCodes.UNEXPECTED_CONDITION.getCode(), "");
        }
    }

    private boolean frame(ByteBuffer frame) {
        boolean close = ConnectionWriter.isCloseFrame(frame);
        if (close) {
            discarding = true;
            writer.peerHasClosed();
        }
        if (writer.isClosed()) {
            return !discarding;
        }
        if (Pong.answers(frame)) {
            // Tyrus would answer, too, but fails with a stack trace in the log where the session is being closed.
            writer.pinged();
            writer.write(Pong.to(frame), null, Pong.KIND);
        } else if (close) {
            PeerClose.of(frame).ifPresentOrElse(this::closeAsPeer, () -> engine.frame(frame));
        } else {
            engine.frame(frame);
        }
        return !discarding;
    }

    private void closeAsPeer(PeerClose close) {
        writer.answer(close);
        close(close.code(), close.reason());
    }

    private void close(int code, @Nullable String reason) {
        tyrus.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
    }

    /**
     * Reports the end of the TCP connection, as 1006 unless a close frame was seen; on a worker, because the thread
     * that noticed the end may be in the middle of a broadcast.
     */
    private void ended() {
        unfinished.cancel();
        tasks.runElsewhere(() -> {
            discarding = true;
            frames.drop();
            close(CloseCodes.CLOSED_ABNORMALLY.getCode(), "");
            // Grizzly's selectors and threads hold the connection that they served last until they serve another.
            Lingering.ignore(tcp);
            CHANNEL.remove(tcp.grizzly());
        });
    }
}
