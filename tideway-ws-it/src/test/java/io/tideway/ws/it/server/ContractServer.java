package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.contract.app.ApplicationService;
import io.tideway.ws.it.contract.app.ContractApplication;
import io.tideway.ws.it.report.PrintResults;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Deploys the contract application on the server that the test class names by {@link OnServer}. */
final class ContractServer extends ServerUnderTest {
    /** The system property that names a WAR of another build, to deploy instead of this build's. */
    private static final String WAR = "tideway.it.war";

    private static final String CONTEXT_PATH = "/app";
    private static final String SERVICE = "META-INF/services/" + ApplicationService.class.getName();
    /** Lets Payara take a frame of 16 MiB, as the largest of the conformance cases send it. */
    private static final String LARGE_FRAMES = """
            <context-param>
              <param-name>org.glassfish.tyrus.servlet.incoming-buffer-size</param-name>
              <param-value>17000000</param-value>
            </context-param>
            """;

    private static final String MEMBERS_ONLY = """
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>members</web-resource-name>
                <url-pattern>/members/*</url-pattern>
              </web-resource-collection>
              <auth-constraint>
                <role-name>member</role-name>
                <role-name>guest</role-name>
              </auth-constraint>
            </security-constraint>
            <login-config>
              <auth-method>BASIC</auth-method>
            </login-config>
            <security-role>
              <role-name>member</role-name>
            </security-role>
            <security-role>
              <role-name>guest</role-name>
            </security-role>
            """;

    private Server server;
    private String digest = "";

    ContractServer(Deviation... deviations) {
        super(deviations);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = ServerExtension.running(context).server();
        super.beforeAll(context);
        context.publishReportEntry(PrintResults.WAR, digest);
    }

    @Override
    protected URI start() {
        String given = System.getProperty(WAR, "");
        Path war = given.isEmpty() ? build() : Path.of(given);
        digest = Jars.digest(war);
        server.deploy(war, CONTEXT_PATH);
        return server.ws(CONTEXT_PATH + "/");
    }

    private static Path build() {
        return WarBuilder.war("contract")
                .classesBeside(ContractApplication.class)
                .file("WEB-INF/classes/" + SERVICE, ApplicationService.Provider.class.getName())
                .realtime()
                .webXml(LARGE_FRAMES + MEMBERS_ONLY)
                .build();
    }

    @Override
    protected void stop() {
        server.undeploy(CONTEXT_PATH);
    }
}
