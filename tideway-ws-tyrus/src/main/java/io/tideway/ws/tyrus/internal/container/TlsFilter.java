package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.tls.TlsEngines;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.ssl.SSLConnectionContext;
import org.glassfish.grizzly.ssl.SSLUtils;

/**
 * Decrypts, and ends a connection whose client has ended TLS.
 *
 * <p>What has arrived of a record shows that the client is alive, long before the record can be decrypted.
 *
 * <p>Grizzly's filter keeps every byte that follows the client's close_notify for a later call, without bound, and
 * drops what it has decrypted in the same call before that. Here those bytes are dropped, frames are received, and
 * requests are answered. Thread-safe.
 */
final class TlsFilter extends SSLBaseFilter {
    private final Lingering lingering;

    TlsFilter(TlsEngines engines, Lingering lingering) {
        super(engines);
        this.lingering = lingering;
        addHandshakeListener(engines);
    }

    @Override
    protected NextAction unwrapAll(FilterChainContext ctx, SSLConnectionContext tls) throws SSLException {
        Buffer encrypted = ctx.getMessage();
        boolean incomplete = isIncompleteRecord(encrypted);
        NextAction next = super.unwrapAll(ctx, tls);
        if (!tls.getSslEngine().isInboundDone()) {
            WebSocketChannel channel = incomplete ? WebSocketChannel.of(TcpConnection.of(ctx)) : null;
            if (channel != null) {
                channel.partOfRecord();
            }
            return next;
        }
        Buffer last = ctx.getMessage(); // what has been decrypted, if anything was
        TcpConnection connection = TcpConnection.of(ctx);
        WebSocketChannel channel = WebSocketChannel.of(connection);
        boolean decrypted = last != encrypted && last.hasRemaining();
        if (channel == null && decrypted) {
            ctx.addCompletionListener(answered -> end(connection));
            return ctx.getInvokeAction();
        }
        if (channel != null && decrypted) {
            channel.received(last);
        }
        end(connection);
        encrypted.tryDispose();
        return ctx.getStopAction();
    }

    private static boolean isIncompleteRecord(Buffer encrypted) throws SSLException {
        int size = SSLUtils.getSSLPacketSize(encrypted);
        return size < 0 || encrypted.remaining() < size;
    }

    private void end(TcpConnection connection) {
        WebSocketChannel channel = WebSocketChannel.of(connection);
        if (channel == null) {
            lingering.drain(connection);
        } else {
            channel.endedByPeer();
        }
    }
}
