package io.tideway.ws.internal.bootstrap;

import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;

/** Finds MicroProfile Health, which only some servers have; so nothing else mentions what depends on it. */
final class HealthApi {
    private static final String CHECK = "org.eclipse.microprofile.health.HealthCheck";

    private HealthApi() {}

    /** Adds the check of this node, where there is something that asks it. */
    static void addCheck(BeforeBeanDiscovery event, String id) {
        if (isThere()) {
            event.addAnnotatedType(ClusterHealth.class, id);
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(CHECK, false, HealthApi.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }
}
