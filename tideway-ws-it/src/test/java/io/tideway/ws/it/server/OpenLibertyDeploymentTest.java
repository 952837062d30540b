package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on Open Liberty. */
@OnServer(ServerKind.OPEN_LIBERTY)
class OpenLibertyDeploymentTest extends DeploymentContract {
    OpenLibertyDeploymentTest() {
        super(Deviation.KEEPS_UNDEPLOYED_CLASSES);
    }

    @Nested
    class Ears extends EarsContract {
        Ears(Server server) {
            super(server, Deviation.STARTS_NOTHING_OF_SHARED_LIBRARIES);
        }
    }

    @Nested
    class Messaging extends MessagingContract {
        Messaging(Server server) {
            super(server);
        }
    }

    @Nested
    class Persistence extends PersistenceContract {
        Persistence(Server server) {
            super(server);
        }
    }
}
