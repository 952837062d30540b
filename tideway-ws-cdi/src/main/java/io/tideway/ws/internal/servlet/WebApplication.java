package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import java.util.Set;

/** Offers the runtime of one web application to the listener that starts and stops it. */
public interface WebApplication {
    /**
     * Adds the endpoints to the server.
     *
     * @param contextPath empty for the root
     * @throws IllegalStateException if the container refuses an endpoint
     */
    void start(HostContainer container, String contextPath);

    /** Returns what decides upgrades. */
    UpgradeGate gate();

    /** Returns those of the annotated classes that CDI has not discovered. */
    Set<Class<?>> undiscovered(Set<Class<?>> annotated);

    /** Closes all connections and ends all threads, within the configured time. */
    void stop();
}
