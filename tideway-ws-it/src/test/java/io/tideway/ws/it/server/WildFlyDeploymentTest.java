package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on WildFly. */
@OnServer(ServerKind.WILDFLY)
class WildFlyDeploymentTest extends DeploymentContract {

    @Nested
    class Ears extends EarsContract {
        Ears(Server server) {
            super(server, Deviation.LOOKS_FOR_STEREOTYPES_OUTSIDE_OF_WARS);
        }
    }

    @Nested
    @DisplayName("AJP")
    class Ajp extends AjpContract {
        Ajp(Server server) {
            super(server);
        }
    }

    @Nested
    class Clusters extends ClusterContract {
        Clusters(Server server) {
            super(server);
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
