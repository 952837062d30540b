package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.Writer;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.jspecify.annotations.Nullable;

/**
 * Shows the little of a Grizzly connection that is used past its filters, with types where Grizzly has none.
 *
 * @param grizzly the connection
 */
record TcpConnection(TCPNIOConnection grizzly) {

    private static final Attribute<?> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);

    static TcpConnection of(FilterChainContext ctx) {
        return new TcpConnection((TCPNIOConnection) ctx.getConnection());
    }

    @Nullable
    InetSocketAddress client() {
        return grizzly.getPeerAddress() instanceof InetSocketAddress client ? client : null;
    }

    /**
     * Queues the buffer; completion comes inline, on a selector thread, or on the thread that closes the connection.
     */
    void write(Buffer buffer, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> completion) {
        if (isTls()) {
            writeEncrypted(buffer, completion);
        } else {
            writePlain(buffer, completion);
        }
    }

    /** Tells whether the connection speaks TLS, which it does from its first byte on or never. */
    boolean isTls() {
        return SSLUtils.getSslConnectionContext(grizzly) != null;
    }

    /** Queues the buffer as {@link #write} does where TLS is spoken. */
    void writeEncrypted(Buffer buffer, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> completion) {
        // By the filters, of which TLS is one; it makes whole records of a buffer and keeps the order of the calls.
        grizzly.write(buffer, completion);
    }

    /** Queues the buffer as {@link #write} does where TLS is not spoken. */
    void writePlain(WritableMessage buffer, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> completion) {
        @SuppressWarnings("unchecked") // the transport of a TCP connection addresses by SocketAddress
        Writer<SocketAddress> writer = grizzly.getTransport().getWriter(false);
        writer.write(grizzly, buffer, completion);
    }

    /** Runs the action once all that is queued has been handed to the network; never if that does not come to pass. */
    void afterQueued(Runnable action) {
        writePlain(Buffers.EMPTY_BUFFER, new EmptyCompletionHandler<>() {
            @Override
            public void completed(WriteResult<WritableMessage, SocketAddress> result) {
                action.run();
            }
        });
    }

    /** Runs the action when the connection is closed, at once if it is already, on the thread that closes it. */
    void onClosed(Runnable action) {
        CloseListener<Closeable, CloseType> listener = (connection, type) -> action.run();
        grizzly.addCloseListener(listener);
    }

    /** Finds the HTTP request whose body has not been read to its end; null if there is none. */
    @Nullable
    HttpRequestPacket request() {
        return REQUEST.get(grizzly) instanceof HttpRequestPacket request ? request : null;
    }

    /** Lets go of the HTTP request, which would take half the memory of an idle WebSocket connection. */
    void forgetRequest() {
        REQUEST.remove(grizzly);
        RequestGuard.forget(grizzly);
    }

    /** Waits for bytes to read, which may be there already. */
    void readAgain() {
        try {
            grizzly.enableIOEvent(IOEvent.READ);
        } catch (IOException closed) {
            // The connection has closed, so nothing more arrives.
        }
    }

    /** Reads no more, since nothing more arrives. */
    void endReading() throws IOException {
        grizzly.disableIOEvent(IOEvent.READ);
    }

    int queuedBytes() {
        return grizzly.getAsyncWriteQueue().spaceInBytes();
    }

    /** Queues what ends TLS before the TCP connection ends, since a missing end of TLS looks like an attack; once. */
    void closeTls() {
        SSLEngine engine = SSLUtils.getSSLEngine(grizzly);
        if (engine == null) {
            return;
        }
        synchronized (grizzly) { // as Grizzly's filter does for each record
            if (engine.isOutboundDone()) {
                return;
            }
            engine.closeOutbound();
            ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            try {
                engine.wrap(ByteBuffer.allocate(0), alert);
            } catch (SSLException e) {
                return;
            }
            writePlain(Buffers.wrap(grizzly.getMemoryManager(), alert.flip()), new EmptyCompletionHandler<>());
        }
    }

    /** Sends a FIN and leaves the receiving side open. */
    void shutdownOutput() throws IOException {
        ((SocketChannel) grizzly.getChannel()).shutdownOutput();
    }

    /** Lets the reader find the end, once what has arrived is read. */
    void shutdownInput() throws IOException {
        ((SocketChannel) grizzly.getChannel()).shutdownInput();
    }

    /** Closes both sides without waiting for what is queued. */
    void terminate() {
        grizzly.terminateSilently();
    }
}
