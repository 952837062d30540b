package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.endpoint.UpgradeFilter;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import org.jspecify.annotations.Nullable;

/** Starts the endpoints when the web application starts, the moment at which every server takes them, and stops them with it. */
final class DeploymentListener implements ServletContextListener {
    private @Nullable Deployment deployment;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException(Messages.noContainer());
        }
        Deployment starting = CDI.current().select(Deployment.class).get();
        deployment = starting;
        starting.start(container, context.getContextPath());
        context.setAttribute(UpgradeFilter.GATE_ATTRIBUTE, starting.gate());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (deployment != null) {
            deployment.stop();
        }
        event.getServletContext().removeAttribute(UpgradeFilter.GATE_ATTRIBUTE);
    }
}
