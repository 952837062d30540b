package io.tideway.ws.examples;

import io.tideway.ws.examples.notifications.NotificationResource;
import io.tideway.ws.examples.notifications.RefuseMalformedJson;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.CLStaticHttpHandler;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * Runs the examples without a server: handlers, REST resource and page in this process, on one port of this machine.
 *
 * <p>The port is 8080, or the system property {@code tideway.port}. The program runs until it is told to stop.
 */
public final class Main {
    private static final String PORT = "tideway.port";
    // Held here, since java.util.logging forgets the level of a logger that nothing refers to.
    private static final Logger LOG = Logger.getLogger("io.tideway.ws");

    private Main() {}

    /**
     * Starts the examples and waits.
     *
     * @param args not looked at
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        if (LOG.getLevel() == null) {
            LOG.setLevel(Level.WARNING); // one line is all that a good start has to say
        }
        String port = System.getProperty(PORT, "8080");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            exit("The port (-D" + PORT + ") must be 0 to 65535, but was \"" + port + "\".");
        }
        try {
            TidewayServer server = start(Integer.parseInt(port));
            System.out.println("Tideway is listening on http://localhost:" + server.port() + "/");
        } catch (UncheckedIOException e) {
            String why = Objects.requireNonNullElse(e.getCause(), e).getMessage();
            exit("Cannot listen on port " + port + ": " + why + ". Choose another one with -D" + PORT + "=<port>.");
        }
        // The server closes itself when the JVM is told to exit; nothing may take its classes away before that is done.
        Thread.currentThread().join();
    }

    static TidewayServer start(int port) {
        return TidewayServer.builder()
                .port(port)
                .handler(Main::rest, "/api/*")
                .handler(new CLStaticHttpHandler(Main.class.getClassLoader(), "web/"), "/*")
                .start();
    }

    private static HttpHandler rest(SeContainer beans) {
        ResourceConfig api = new ResourceConfig(NotificationResource.class, RefuseMalformedJson.class)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(beans.select(NotificationResource.class).get()).to(NotificationResource.class);
                    }
                });
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, api);
    }

    private static void exit(String problem) {
        System.err.println(problem);
        System.exit(1);
    }
}
