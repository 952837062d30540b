package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.contract.app.Announcements;
import io.tideway.ws.it.contract.app.ContractApplication;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.inject.se.SeContainer;
import java.net.URI;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Runs the contract application on Tyrus and Weld SE, below a context path. */
final class StandaloneServer extends ServerUnderTest {
    private static final List<String> ON_VIRTUAL_THREADS =
            List.of("tideway.ws.\"/blocking/configured\".dispatch", "tideway.ws.\"/context/configured\".dispatch");

    private TidewayServer server;

    StandaloneServer() {
        super(Deviation.LACKS_MANAGED_EXECUTORS, Deviation.LACKS_VALIDATION);
    }

    @Override
    protected URI start() {
        if (Runtime.version().feature() >= 21) {
            ON_VIRTUAL_THREADS.forEach(key -> System.setProperty(key, "virtual"));
        }
        try {
            server = TidewayServer.builder()
                    .port(0)
                    .discovery(false)
                    .contextPath("/app")
                    .beans(ContractApplication.beans())
                    .handler(StandaloneServer::rest, "/api/*")
                    .start();
        } finally {
            ON_VIRTUAL_THREADS.forEach(System::clearProperty);
        }
        return server.uri("/");
    }

    @Override
    protected void stop() {
        server.close();
    }

    private static HttpHandler rest(SeContainer beans) {
        ResourceConfig api = new ResourceConfig(Announcements.class).register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(beans.select(Announcements.class).get()).to(Announcements.class);
            }
        });
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, api);
    }
}
