package io.tideway.ws.it.server.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Has the server's container end each connection that is idle for a second, as an application may. */
@WebListener
public class IdleTimeoutListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServerContainer container =
                (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        container.setDefaultMaxSessionIdleTimeout(1_000);
        // Tomcat looks every ten seconds, unless told otherwise.
        Arrays.stream(container.getClass().getMethods())
                .filter(method -> method.getName().equals("setProcessPeriod"))
                .forEach(method -> lookEachSecond(container, method));
    }

    private static void lookEachSecond(ServerContainer container, Method setProcessPeriod) {
        try {
            setProcessPeriod.invoke(container, 1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
