package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on Payara Micro 7. */
@OnServer(ServerKind.PAYARA_MICRO_7)
class PayaraMicro7DeploymentTest extends DeploymentContract {
    PayaraMicro7DeploymentTest() {
        super(
                Deviation.REMEMBERS_ONE_UNDEPLOYED_APPLICATION,
                Deviation.CONFUSES_CONNECTIONS_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE);
    }

    @Nested
    class Persistence extends PersistenceContract {
        Persistence(Server server) {
            super(server);
        }
    }
}
