package io.tideway.ws.internal.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends the 101 of Tyrus, in Payara and GlassFish, where a filter of the application holds it back.
 *
 * <p>Tyrus sends it by {@code flushBuffer} of the response that it gets, which does nothing where a filter has wrapped
 * that to buffer what is written. The server leaves the response of an upgrade open, so nothing else sends the 101
 * before the first frame, and a client that speaks first waits forever.
 */
final class TyrusUpgrade {
    private static final String CONTAINERS = "org.glassfish.tyrus.";

    private TyrusUpgrade() {}

    /**
     * Sends a 101 that has not been sent yet; does nothing on other servers, which send it once the filters are done.
     */
    static void send(ServletContext context, ServletResponse response) throws IOException {
        Object container = context.getAttribute(DeploymentListener.SERVER_CONTAINER);
        if (container != null
                && container.getClass().getName().startsWith(CONTAINERS)
                && unwrap(response) instanceof HttpServletResponse answer
                && answer.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS
                && !answer.isCommitted()) {
            answer.flushBuffer();
        }
    }

    /** Returns the server's own response: these servers place the filter that is added last in front of ours. */
    private static ServletResponse unwrap(ServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return inner;
    }
}
