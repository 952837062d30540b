package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.fixture.UpgradeRequests;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ServerTransactions;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes deployments of a node without CDI, and requests for upgrades to their endpoints. */
final class TestDeployment {
    private TestDeployment() {}

    static Deployment of(TestNode node, Duration stopTimeout, Map<PathTemplate, EndpointSpec> endpoints) {
        return new Deployment(
                node.node,
                endpoints,
                Set.of(),
                new JsonCodec(TestDeployment.class.getClassLoader()),
                new Threads(),
                new ServerTransactions(),
                stopTimeout,
                () -> {},
                NodeLink.NONE);
    }

    static UpgradeRequest upgrade(String path) {
        return UpgradeRequests.to(path, null, Map.of());
    }
}
