package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.ServerContract;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.report.OnServerNamed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Tyrus and Weld SE, below a context path; two other classes run what takes long. */
@OnServerNamed("Standalone")
class StandaloneContractTest extends ServerContract {
    @RegisterExtension
    static final ServerUnderTest SERVER = new StandaloneServer();

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
