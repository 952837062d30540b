package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;

/** Deploys and undeploys on Open Liberty. */
@OnServer(ServerKind.OPEN_LIBERTY)
class OpenLibertyDeploymentTest extends DeploymentContract {
    OpenLibertyDeploymentTest() {
        super(Deviation.KEEPS_UNDEPLOYED_CLASSES);
    }
}
