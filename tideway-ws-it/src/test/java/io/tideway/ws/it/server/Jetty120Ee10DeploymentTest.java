package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;

/** Deploys and undeploys on Jetty 12.0 for Jakarta EE 10, with Weld. */
@OnServer(ServerKind.JETTY_12_0_EE10)
class Jetty120Ee10DeploymentTest extends DeploymentContract {
    Jetty120Ee10DeploymentTest() {
        super(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY);
    }
}
