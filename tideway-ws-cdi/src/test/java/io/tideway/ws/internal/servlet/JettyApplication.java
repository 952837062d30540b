package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.bootstrap.TidewayExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Runs an application with Tideway on an embedded Jetty. */
final class JettyApplication {
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final SeContainer beans;

    private JettyApplication(ServletContextHandler application, Class<?>... beans) throws Exception {
        this.beans = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(beans)
                .initialize();
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(application);
        jetty.start();
    }

    /** Starts a Jetty that calls its own initializer before Tideway's. */
    static JettyApplication started(Class<?>... beans) throws Exception {
        ServletContextHandler application = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(application, null);
        application.addServletContainerInitializer(new ServletInitializer());
        return new JettyApplication(application, beans);
    }

    /** Starts a Jetty that calls Tideway's initializer before its own. */
    static JettyApplication startedWithTidewayFirst(Class<?>... beans) throws Exception {
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServletContainerInitializer(new ServletInitializer());
        JakartaWebSocketServletContainerInitializer.configure(application, null);
        return new JettyApplication(application, beans);
    }

    int port() {
        return connector.getLocalPort();
    }

    <T> T select(Class<T> bean) {
        return beans.select(bean).get();
    }

    void stop() throws Exception {
        jetty.stop();
        beans.close();
    }
}
