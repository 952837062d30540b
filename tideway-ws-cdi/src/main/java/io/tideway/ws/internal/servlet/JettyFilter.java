package io.tideway.ws.internal.servlet;

import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has Jetty add the filter that upgrades before ours is mapped in front of it.
 *
 * <p>Jetty calls the initializers in an order that differs from start to start, and the filter that its own one adds
 * goes in front of all others. Where that came second, an upgrade met the gate only once it was answered.
 */
final class JettyFilter {
    private static final Pattern CONTEXTS = Pattern.compile("(org\\.eclipse\\.jetty\\.ee\\d+\\.).+");

    private JettyFilter() {}

    /** Adds Jetty's filter, unless it is there; does nothing on other servers. */
    static void ensure(ServletContext context) {
        Matcher jetty = CONTEXTS.matcher(context.getClass().getName());
        if (!jetty.matches()) {
            return;
        }
        try {
            // The server's class, which an application does not see
            Class.forName(
                            jetty.group(1) + "websocket.servlet.WebSocketUpgradeFilter",
                            true,
                            context.getClass().getClassLoader())
                    .getMethod("ensureFilter", ServletContext.class)
                    .invoke(null, context);
        } catch (ClassNotFoundException withoutWebSocket) {
            // The listener says so.
        } catch (InvocationTargetException e) {
            ServletMessages.filtersInUnknownOrder(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            ServletMessages.filtersInUnknownOrder(e);
        }
    }
}
