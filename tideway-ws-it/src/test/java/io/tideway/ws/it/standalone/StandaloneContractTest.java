package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.ServerContract;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.contract.app.ContractApplication;
import io.tideway.ws.it.report.OnServerNamed;
import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Properties;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keeps the contract on Tyrus and Weld SE, below a context path. */
@OnServerNamed("Standalone")
class StandaloneContractTest extends ServerContract {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest() {
        private TidewayServer server;

        @Override
        protected URI start() {
            server = TidewayServer.builder()
                    .port(0)
                    .discovery(false)
                    .contextPath("/app")
                    .beans(ContractApplication.beans())
                    .start();
            return server.uri("/");
        }

        @Override
        protected void stop() {
            server.close();
        }
    };

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
