package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Is what every server has to keep while applications come and go; a subclass names it by {@link OnServer}. */
abstract class DeploymentContract {
    private final Set<Deviation> deviations;

    /** Holds a server that does these things in its own way. */
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
