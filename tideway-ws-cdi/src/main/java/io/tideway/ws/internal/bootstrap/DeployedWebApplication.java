package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.servlet.WebApplication;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import java.util.Set;

/** Shows a deployment, and what its extension has discovered, to the servlet listener. */
record DeployedWebApplication(Deployment deployment, TidewayExtension extension) implements WebApplication {
    @Override
    public void start(HostContainer container, String contextPath) {
        deployment.start(container, contextPath);
    }

    @Override
    public UpgradeGate gate() {
        return deployment.gate();
    }

    @Override
    public Set<Class<?>> undiscovered(Set<Class<?>> annotated) {
        return extension.undiscovered(annotated);
    }

    @Override
    public void stop() {
        deployment.stop();
    }
}
