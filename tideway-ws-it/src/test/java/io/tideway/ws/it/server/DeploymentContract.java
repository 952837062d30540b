package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/**
 * Contains the tests of deployment and undeployment that every server has to pass; a subclass names the server by
 * {@link OnServer}.
 */
abstract class DeploymentContract {
    private final Set<Deviation> deviations;

    /** Tests a server with these deviations. */
    DeploymentContract(Deviation... deviations) {
        this.deviations = Set.of(deviations);
    }

    @Nested
    class Undeployment extends UndeploymentContract {
        Undeployment(Server server) {
            super(server, deviations);
        }
    }

    @Nested
    class Wars extends WarsContract {
        Wars(Server server) {
            super(server, deviations);
        }
    }
}
