package io.tideway.ws.it.server;

import org.junit.jupiter.api.Nested;

/** Deploys and undeploys on WildFly Preview. */
@OnServer(ServerKind.WILDFLY_PREVIEW)
class WildFlyPreviewDeploymentTest extends DeploymentContract {

    @Nested
    class Ears extends EarsContract {
        Ears(Server server) {
            super(server);
        }
    }
}
