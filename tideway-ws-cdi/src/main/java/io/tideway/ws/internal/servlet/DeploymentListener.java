package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.invoke.ApplicationBeans;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the endpoints when the web application starts, the moment at which every server takes them, and stops them
 * with it.
 */
final class DeploymentListener implements ServletContextListener {
    /** The servlet context's attribute that holds the server's WebSocket container. */
    static final String SERVER_CONTAINER = "jakarta.websocket.server.ServerContainer";

    private final Set<Class<?>> annotated;
    private @Nullable WebApplication application;

    /**
     * Creates a listener that has started nothing yet.
     *
     * @param annotated the classes with {@code @WebSocketEndpoint} that the server has found without CDI
     */
    DeploymentListener(Set<Class<?>> annotated) {
        this.annotated = annotated;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        HostContainer container = HostContainer.of(context.getAttribute(SERVER_CONTAINER));
        WebApplication starting = ApplicationBeans.get(WebApplication.class);
        application = starting;
        starting.start(container, context.getContextPath());
        context.setAttribute(UpgradeFilter.GATE_ATTRIBUTE, starting.gate());
        starting.undiscovered(annotated).stream().map(Class::getName).sorted().forEach(ServletMessages::endpointMissed);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (application != null) {
            application.stop();
        }
        event.getServletContext().removeAttribute(UpgradeFilter.GATE_ATTRIBUTE);
    }
}
