package io.tideway.ws.internal.servlet;

import java.util.regex.Pattern;

/**
 * Recognizes that the connector of a request has no upgrades, as one for AJP on Tomcat and on WildFly: the server finds
 * out only when it upgrades, and would answer 500 with the stack trace.
 */
final class ConnectorRefusal {
    private static final Pattern CONNECTORS = Pattern.compile("(org\\.apache\\.coyote|io\\.undertow\\.server)\\..*");

    private ConnectorRefusal() {}

    /** Tells whether the server's connector itself has thrown it, rather than the application. */
    static boolean isCauseOf(RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && CONNECTORS.matcher(trace[0].getClassName()).matches();
    }
}
