package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;

/** Deploys and undeploys on TomEE. */
@OnServer(ServerKind.TOMEE)
class TomEeDeploymentTest extends DeploymentContract {
    TomEeDeploymentTest() {
        super(Deviation.LACKS_CDI_WITH_COMPLETE_METADATA, Deviation.CANNOT_REPLACE_WHAT_FAILED);
    }
}
