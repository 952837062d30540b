package io.tideway.ws.internal.container;

import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;

/** Holds the log lines and error texts of the transports; ids 500 to 529. */
final class ContainerMessages {
    private static final SafeLog TRANSPORTS = SafeLog.of(Transports.class);
    private static final SafeLog TCP_CONNECTIONS = SafeLog.of(TcpConnections.class);

    private ContainerMessages() {}

    /** Logs that a session uses the portable API although its container has a faster one. */
    static void noFastTransport(String session, Throwable cause) {
        TRANSPORTS.log(
                Level.INFO,
                cause,
                "TIDEWAY-501 sessions of %s are written to through the portable API, which is slower, since the server's own way"
                        + " is not as expected: %s",
                session,
                String.valueOf(cause));
    }

    /** Logs that a TCP connection could not be dropped. */
    static void notDropped(String session, Throwable cause) {
        TCP_CONNECTIONS.log(
                Level.INFO,
                cause,
                "TIDEWAY-502 the TCP connection of the aborted %s cannot be dropped, so it is closed: %s",
                session,
                cause);
    }

    /** Logs that a server's reading cannot be stopped although Tideway knows how on this server. */
    static void noInboundFlow(String session, Throwable cause) {
        TRANSPORTS.log(
                Level.INFO,
                cause,
                "TIDEWAY-503 cannot stop reading from %s, since the server is not as expected; a client that sends more"
                        + " than the inbound queue takes is closed with 1008: %s",
                session,
                cause);
    }

    /** Logs that a server's own queue below a session cannot be bounded although Tideway knows how on this server. */
    static void noBoundBelow(String session, Throwable cause) {
        TRANSPORTS.log(
                Level.INFO,
                cause,
                "TIDEWAY-504 cannot bound the server's own queue of %s, since the server is not as expected; a write counts as done"
                        + " before the network has it: %s",
                session,
                cause);
    }
}
