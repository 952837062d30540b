package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on Tomcat, with Weld. */
@OnServer(ServerKind.TOMCAT)
class TomcatDeploymentTest extends DeploymentContract {
    TomcatDeploymentTest() {
        super(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY);
    }

    @Nested
    @DisplayName("AJP")
    class Ajp extends AjpContract {
        Ajp(Server server) {
            super(server);
        }
    }
}
