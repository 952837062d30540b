package io.tideway.ws.tyrus.internal.container;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Takes the bytes of upgraded connections out of the filter chain before Grizzly's HTTP codec sees them.
 *
 * <p>Also swallows what arrives on a connection that is about to end. Stateless.
 */
final class FrameFilter extends BaseFilter {

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        TcpConnection connection = TcpConnection.of(ctx);
        if (Lingering.lingers(connection)) {
            Buffer ignored = ctx.getMessage();
            ignored.tryDispose();
            return ctx.getStopAction();
        }
        WebSocketChannel channel = WebSocketChannel.of(connection);
        if (channel == null) {
            return ctx.getInvokeAction();
        }
        channel.received(ctx.getMessage());
        return ctx.getStopAction();
    }
}
