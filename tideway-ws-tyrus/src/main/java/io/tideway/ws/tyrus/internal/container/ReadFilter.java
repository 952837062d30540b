package io.tideway.ws.tyrus.internal.container;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/** Notices, in front of the transport, that a handler begins to wait for bytes of a body. Thread-safe. */
final class ReadFilter extends BaseFilter {
    private final RequestDeadlines deadlines;

    ReadFilter(RequestDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        if (ctx.getTransportContext().isBlocking()) {
            deadlines.read(TcpConnection.of(ctx));
        }
        return ctx.getInvokeAction();
    }
}
