package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerContract;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.contract.app.Announcements;
import io.tideway.ws.it.contract.app.ContractApplication;
import io.tideway.ws.it.report.OnServerNamed;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Tyrus and Weld SE, below a context path. */
@OnServerNamed("Standalone")
class StandaloneContractTest extends ServerContract {
    private static final List<String> ON_VIRTUAL_THREADS =
            List.of("tideway.ws.\"/blocking/configured\".dispatch", "tideway.ws.\"/context/configured\".dispatch");

    @RegisterExtension
    static final ServerUnderTest SERVER =
            new ServerUnderTest(Deviation.LACKS_MANAGED_EXECUTORS, Deviation.LACKS_VALIDATION) {
                private TidewayServer server;

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
                                .handler(StandaloneContractTest::rest, "/api/*")
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
            };

    private static HttpHandler rest(SeContainer beans) {
        ResourceConfig api = new ResourceConfig(Announcements.class).register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(beans.select(Announcements.class).get()).to(Announcements.class);
            }
        });
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, api);
    }

    @BeforeAll
    static void tellTheVersion(TestReporter reporter) throws IOException {
        Properties build = new Properties();
        try (InputStream in =
                Server.class.getResourceAsStream("/META-INF/maven/org.glassfish.tyrus/tyrus-server/pom.properties")) {
            build.load(in);
        }
        reporter.publishEntry("Version", build.getProperty("version"));
    }
}
