package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on TomEE. */
@OnServer(ServerKind.TOMEE)
class TomEeDeploymentTest extends DeploymentContract {
    TomEeDeploymentTest() {
        super(Deviation.LACKS_CDI_WITH_COMPLETE_METADATA, Deviation.CANNOT_REPLACE_WHAT_FAILED);
    }

    @Nested
    class Persistence extends PersistenceContract {
        Persistence(Server server) {
            super(server);
        }
    }
}
