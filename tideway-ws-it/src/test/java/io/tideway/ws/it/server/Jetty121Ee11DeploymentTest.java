package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;

/** Deploys and undeploys on Jetty 12.1 for Jakarta EE 11, with Weld. */
@OnServer(ServerKind.JETTY_12_1_EE11)
class Jetty121Ee11DeploymentTest extends DeploymentContract {
    Jetty121Ee11DeploymentTest() {
        super(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY);
    }
}
