package io.tideway.ws.internal.endpoint;

import io.tideway.ws.internal.messages.EndpointProblem;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;

/** Holds the log lines and error texts of the Jakarta endpoints; ids 330 to 349. */
final class EndpointMessages {
    private static final SafeLog TIDEWAY_CONFIGURATOR = SafeLog.of(TidewayConfigurator.class);
    private static final SafeLog TIDEWAY_ENDPOINT = SafeLog.of(TidewayEndpoint.class);
    private static final SafeLog ENDPOINT_REGISTRAR = SafeLog.of(EndpointRegistrar.class);

    private EndpointMessages() {}

    /** Logs a handshake that could not be decided. */
    static void decisionFailed(Throwable cause) {
        handshakeFailed(TIDEWAY_CONFIGURATOR, cause);
    }

    /** Logs a handshake of which no connection has come. */
    static void openingFailed(Throwable cause) {
        handshakeFailed(TIDEWAY_ENDPOINT, cause);
    }

    private static void handshakeFailed(SafeLog log, Throwable cause) {
        log.log(Level.ERROR, cause, "TIDEWAY-333 a handshake failed within Tideway or the container: %s", cause);
    }

    /** Logs a refusal that could not be told. */
    static void refusalFailed(Throwable cause) {
        TIDEWAY_ENDPOINT.log(Level.DEBUG, cause, "TIDEWAY-334 a refused session could not be closed: %s", cause);
    }

    /** Says that there is no WebSocket container. */
    static String noContainer() {
        return "TIDEWAY-330 the server has no Jakarta WebSocket container for this application, so its handlers cannot be"
                + " reached; enable the server's WebSocket support (on Open Liberty the feature websocket-2.1)";
    }

    /** Says that the container refused an endpoint. */
    static String endpointRefused(String path, String type, Throwable cause) {
        return EndpointProblem.on(
                "the container refuses the endpoint: " + Text.clean(String.valueOf(cause.getMessage()))
                        + "; give it a path that no other endpoint of the application has, @ServerEndpoint classes included",
                path,
                type);
    }

    /** Logs an endpoint. */
    static void registered(String path, String handler) {
        ENDPOINT_REGISTRAR.log(Level.INFO, null, "TIDEWAY-331 %s handles %s", handler, path);
    }

    /** Logs an option that the container cannot fulfil. */
    static void noCompression(String path) {
        ENDPOINT_REGISTRAR.log(
                Level.INFO,
                null,
                "TIDEWAY-332 the container has no permessage-deflate; compression of %s stays off",
                path);
    }
}
