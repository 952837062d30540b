package io.tideway.ws.tyrus.internal.container;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Takes the bytes of upgraded connections out of the filter chain before Grizzly's HTTP codec sees them.
 *
 * <p>Also swallows what arrives on one whose handshake was refused. Stateless.
 */
final class FrameFilter extends BaseFilter {

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        TcpConnection connection = TcpConnection.of(ctx);
        WebSocketChannel channel = WebSocketChannel.of(connection);
        if (channel != null) {
            channel.received(ctx.getMessage());
            return ctx.getStopAction();
        }
        if (Lingering.lingers(connection)) {
            Buffer ignored = ctx.getMessage();
            ignored.tryDispose();
            return ctx.getStopAction();
        }
        return ctx.getInvokeAction();
    }
}
