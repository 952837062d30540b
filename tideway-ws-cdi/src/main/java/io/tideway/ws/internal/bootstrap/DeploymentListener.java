package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.endpoint.UpgradeFilter;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Starts the endpoints when the web application starts, the moment at which every server takes them, and stops them with it. */
final class DeploymentListener implements ServletContextListener {
    private static final String BEAN_MANAGER = "java:comp/BeanManager";

    private final Set<Class<?>> annotated;
    private @Nullable Deployment deployment;

    /**
     * Creates a listener that has started nothing yet.
     *
     * @param annotated what bears {@code @WebSocketEndpoint}, as the server has found without CDI
     */
    DeploymentListener(Set<Class<?>> annotated) {
        this.annotated = annotated;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException(Messages.noContainer());
        }
        BeanManager beans = beanManager();
        Deployment starting = beans.createInstance().select(Deployment.class).get();
        deployment = starting;
        starting.start(container, context.getContextPath());
        context.setAttribute(UpgradeFilter.GATE_ATTRIBUTE, starting.gate());
        beans.getExtension(TidewayExtension.class).missed(annotated).stream()
                .map(Class::getName)
                .sorted()
                .forEach(Messages::endpointMissed);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (deployment != null) {
            deployment.stop();
        }
        event.getServletContext().removeAttribute(UpgradeFilter.GATE_ATTRIBUTE);
    }

    /** Finds the web application's own: {@code CDI.current()} of Weld goes by class names, which the WARs of an EAR share. */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static BeanManager beanManager() {
        try {
            if (new InitialContext().lookup(BEAN_MANAGER) instanceof BeanManager beans) {
                return beans;
            }
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            // a servlet container to which CDI was added
        }
        return CDI.current().getBeanManager();
    }
}
