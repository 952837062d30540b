package io.tideway.ws.tyrus.internal.container;

import java.io.EOFException;
import java.io.IOException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the socket, and lets what is queued leave where the client has sent its FIN and still reads.
 *
 * <p>Grizzly closes a connection as soon as it reads the client's FIN, and drops what waits to be written. Thread-safe.
 */
final class HalfClosing extends TransportFilter {
    private final Lingering lingering;

    HalfClosing(Lingering lingering) {
        this.lingering = lingering;
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        if (ctx.getTransportContext().isBlocking()) {
            return super.handleRead(ctx);
        }
        TcpConnection connection = TcpConnection.of(ctx);
        Buffer bytes;
        try {
            bytes = read(connection.grizzly(), ctx.getMessage());
        } catch (EOFException end) {
            if (!outlivesItsInput(connection)) {
                return super.handleRead(ctx); // which finds the end again, and closes
            }
            ctx.suspend(); // or Grizzly would wait for more to read, and find the end forever
            return ctx.getSuspendAction();
        } catch (IOException broken) {
            return super.handleRead(ctx); // which closes
        }
        if (bytes.position() == 0) {
            return super.handleRead(ctx); // which counts that nothing was there
        }
        bytes.trim();
        ctx.setMessage(bytes);
        return ctx.getInvokeAction();
    }

    /** Reads into a buffer, which TLS provides, or into one of its own. */
    private static Buffer read(TCPNIOConnection connection, @Nullable Buffer provided) throws IOException {
        if (provided == null) {
            return TCPNIOUtils.allocateAndReadBuffer(connection);
        }
        if (TCPNIOUtils.readBuffer(connection, provided) < 0) {
            throw new EOFException();
        }
        return provided;
    }

    private boolean outlivesItsInput(TcpConnection connection) throws IOException {
        WebSocketChannel channel = WebSocketChannel.of(connection);
        if ((channel == null && connection.queuedBytes() == 0) || lingering.hasFinished(connection)) {
            return false;
        }
        connection.endReading();
        lingering.peerHasFinished(connection);
        if (channel == null) {
            lingering.drain(connection);
        } else {
            channel.endedByPeer();
        }
        return true;
    }
}
