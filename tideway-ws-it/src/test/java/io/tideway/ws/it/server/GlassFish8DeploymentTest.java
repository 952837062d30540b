package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on GlassFish 8. */
@OnServer(ServerKind.GLASSFISH_8)
class GlassFish8DeploymentTest extends DeploymentContract {
    GlassFish8DeploymentTest() {
        super(
                Deviation.KEEPS_UNDEPLOYED_CLASSES,
                Deviation.LEAVES_CONFIG_TO_BE_RELEASED,
                Deviation.CONFUSES_CONNECTIONS_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE);
    }

    @Nested
    class Ears extends EarsContract {
        Ears(Server server) {
            super(server, Deviation.CONFUSES_THE_EXTENSIONS_OF_TWO_WARS);
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
            super(server, "jdbc/__TimerPool");
        }
    }
}
