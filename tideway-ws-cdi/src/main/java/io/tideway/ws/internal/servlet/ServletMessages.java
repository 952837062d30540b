package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;

/** Holds the log lines and error texts of the servlet listener; ids 140 to 149. */
final class ServletMessages {
    private static final SafeLog JETTY_FILTER = SafeLog.of(JettyFilter.class);
    private static final SafeLog DEPLOYMENT_LISTENER = SafeLog.of(DeploymentListener.class);

    private ServletMessages() {}

    /** Logs an endpoint that CDI has overlooked. */
    static void endpointMissed(String type) {
        DEPLOYMENT_LISTENER.log(
                Level.WARNING,
                null,
                "TIDEWAY-140 class %s has @WebSocketEndpoint, but CDI has not found it, so nothing handles its path;"
                        + " put an empty WEB-INF/beans.xml into the WAR, or META-INF/beans.xml into the jar that it is in,"
                        + " and within an EAR give the class a scope, too",
                type);
    }

    /** Logs that this Jetty has no way to put its own filter behind ours. */
    static void filtersInUnknownOrder(Throwable cause) {
        JETTY_FILTER.log(
                Level.WARNING,
                cause,
                "TIDEWAY-141 this Jetty does not show its filter for upgrades, which may run before Tideway's;"
                        + " a refused upgrade may be answered with 101 and then closed with 1008");
    }
}
