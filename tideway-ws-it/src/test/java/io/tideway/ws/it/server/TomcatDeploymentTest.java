package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;

/** Deploys and undeploys on Tomcat, with Weld. */
@OnServer(ServerKind.TOMCAT)
class TomcatDeploymentTest extends DeploymentContract {
    TomcatDeploymentTest() {
        super(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY);
    }
}
