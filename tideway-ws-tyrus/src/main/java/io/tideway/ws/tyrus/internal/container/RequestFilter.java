package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * Begins each request once: holds it back until everything answers, since Grizzly binds its port a moment before it
 * knows its HTTP handlers; counts those in progress, handshakes among them; and gives ordinary ones to threads of their
 * own, so that HTTP handlers which wait for a body keep no handshake waiting. Thread-safe.
 */
final class RequestFilter extends BaseFilter {

    private static final String BEGUN = RequestFilter.class.getName();

    private final CountDownLatch ready = new CountDownLatch(1);
    private final InProgress requests;
    private final ReliableExecutor handlers;
    private final RequestDeadlines deadlines;

    /**
     * Creates a filter that holds every request back.
     *
     * @param handlers runs HTTP handlers; each once, since a pool that cannot create a thread may still have queued the
     *     task, which would end its request twice
     */
    RequestFilter(InProgress requests, ReliableExecutor handlers, RequestDeadlines deadlines) {
        this.deadlines = deadlines;
        this.requests = requests;
        this.handlers = handlers;
    }

    void open() {
        ready.countDown();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        if (!(ctx.getMessage() instanceof HttpContent content)
                || !(content.getHttpHeader() instanceof HttpRequestPacket request)
                || request.getAttribute(BEGUN) != null) {
            return ctx.getInvokeAction();
        }
        request.setAttribute(BEGUN, true);
        awaitReady();
        requests.begin();
        ctx.addCompletionListener(done -> requests.end());
        if (RequestGuard.asksForWebSocket(ctx.getConnection())) {
            return ctx.getInvokeAction();
        }
        DecodedPath.set(request);
        if (RequestGuard.isLastRequest(ctx.getConnection())) {
            // Grizzly looks for "close" alone, where it may be one of several.
            request.getProcessingState().setKeepAlive(false);
        }
        PendingRequest incomplete = deadlines.pending(TcpConnection.of(ctx));
        if (incomplete == null) {
            return onHandlerThread(ctx, ctx::resume);
        }
        if (!incomplete.handle()) {
            throw new IOException(FrontMessages.requestTimeout());
        }
        ctx.addCompletionListener(done -> incomplete.leave());
        return onHandlerThread(ctx, () -> {
            try {
                ctx.resume();
            } finally {
                incomplete.leave();
            }
        });
    }

    private void awaitReady() throws InterruptedIOException {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private NextAction onHandlerThread(FilterChainContext ctx, Runnable handling) {
        NextAction suspended = ctx.getSuspendAction();
        ctx.suspend();
        handlers.execute(handling);
        return suspended;
    }
}
