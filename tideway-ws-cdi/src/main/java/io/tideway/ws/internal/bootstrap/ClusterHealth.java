package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.Cluster;
import io.tideway.ws.ConnectionManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells MicroProfile Health, where a server has it, whether this node reaches the others. */
@Readiness
@Singleton
class ClusterHealth implements HealthCheck {
    private final Cluster cluster;
    private final Deployment deployment;

    @Inject
    ClusterHealth(ConnectionManager manager, Deployment deployment) {
        this.cluster = manager.cluster();
        this.deployment = deployment;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("tideway-cluster")
                .status(deployment.isReady())
                .withData("node", cluster.nodeId())
                .withData("state", cluster.state().name())
                .build();
    }
}
