package io.tideway.ws.tyrus.internal.container;

import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Closes each TCP connection that comes while as many are open as may be.
 *
 * <p>A client learns so at once, where one left in the backlog would wait for its own timeout. Thread-safe.
 */
final class ConnectionLimit extends BaseFilter {
    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final LogGap gap = new LogGap();

    ConnectionLimit(int max) {
        this.max = max;
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        NIOConnection connection = (NIOConnection) ctx.getConnection();
        boolean over = open.incrementAndGet() > max;
        CloseListener<Closeable, CloseType> ended = (closed, type) -> open.decrementAndGet();
        connection.addCloseListener(ended);
        if (!over) {
            return ctx.getInvokeAction();
        }
        if (gap.isOver()) {
            FrontMessages.connectionLimitReached(max);
        }
        connection.terminateSilently();
        return ctx.getStopAction();
    }
}
