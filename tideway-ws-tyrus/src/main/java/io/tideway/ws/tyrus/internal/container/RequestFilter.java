package io.tideway.ws.tyrus.internal.container;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;

/**
 * Holds HTTP requests back until everything answers, since Grizzly binds its port a moment before it knows its HTTP
 * handlers; and counts those in progress, handshakes among them.
 *
 * <p>Thread-safe.
 */
final class RequestFilter extends BaseFilter {

    private final CountDownLatch ready = new CountDownLatch(1);
    private final InProgress requests;

    RequestFilter(InProgress requests) {
        this.requests = requests;
    }

    void open() {
        ready.countDown();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws InterruptedIOException {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (RequestGuard.isLastRequest(ctx.getConnection()) && ctx.getMessage() instanceof HttpContent content) {
            // Grizzly looks for "close" alone, where it may be one of several.
            content.getHttpHeader().getProcessingState().setKeepAlive(false);
        }
        requests.begin();
        ctx.addCompletionListener(done -> requests.end());
        return ctx.getInvokeAction();
    }
}
