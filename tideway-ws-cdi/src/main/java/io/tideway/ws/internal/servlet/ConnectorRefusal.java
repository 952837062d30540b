package io.tideway.ws.internal.servlet;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognizes that the connector of a request has no upgrades, as one for AJP on Tomcat and on WildFly: the server finds
 * out only when it upgrades, and would answer 500 with the stack trace.
 */
final class ConnectorRefusal {
    private static final Pattern CONNECTORS = Pattern.compile("(org\\.apache\\.coyote|io\\.undertow\\.server)\\..*");
    private static final Set<String> UPGRADES = Set.of("doHttpUpgrade", "upgradeChannel", "setUpgradeListener");

    private ConnectorRefusal() {}

    /**
     * Tells whether the server's connector has thrown it when it was to upgrade. What it throws for another reason, as
     * for a mistake of the application's own filter, keeps its stack trace.
     */
    static boolean isCauseOf(RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0
                && UPGRADES.contains(trace[0].getMethodName())
                && CONNECTORS.matcher(trace[0].getClassName()).matches();
    }
}
