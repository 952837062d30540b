package io.tideway.ws.internal.broker;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.spi.BrokerException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Holds the log lines and error texts of nodes that a broker connects; ids 480 to 499. */
final class BrokerMessages {
    private static final SafeLog BROKER_LINK = SafeLog.of(BrokerLink.class);
    private static final SafeLog LINK_STATE = SafeLog.of(LinkState.class);

    private BrokerMessages() {}

    /** Logs the first connection. */
    static void connected(String nodeId) {
        LINK_STATE.log(Level.INFO, null, "TIDEWAY-480 the node %s is connected to the broker", nodeId);
    }

    /** Logs the beginning of an outage. */
    static void disconnected(String cause) {
        LINK_STATE.log(
                Level.WARNING,
                null,
                "TIDEWAY-481 the broker is not reachable, so this node serves its own connections only, and messages to rooms with a log are lost: %s",
                cause);
    }

    /** Logs the end of an outage. */
    static void reconnected(Duration outage, long failures) {
        LINK_STATE.log(
                Level.INFO,
                null,
                "TIDEWAY-482 the broker is reachable again after %s ms; %s publications and actions have not reached"
                        + " other nodes",
                outage.toMillis(),
                failures);
    }

    /** Tells of a publication that the broker has not accepted. */
    static SafeLog.Entry notPublished(Throwable cause) {
        return LINK_STATE.entry(
                Level.WARNING,
                null,
                "TIDEWAY-483 the broker has not accepted a publication or an action for other nodes: %s",
                shown(cause));
    }

    /** Tells of an envelope that cannot be read. */
    static SafeLog.Entry unreadable(Throwable cause) {
        return LINK_STATE.entry(
                Level.WARNING,
                null,
                "TIDEWAY-484 what another node has sent cannot be read and is left out, so that node may run another"
                        + " version of Tideway: %s",
                cause);
    }

    /** Tells of an envelope that did not fit into memory. */
    static SafeLog.Entry tooMuchWaits(long bytes) {
        return LINK_STATE.entry(
                Level.WARNING,
                null,
                "TIDEWAY-485 what other nodes have published is left out, since more than %s bytes wait for observers or"
                        + " connections of this node; look for an observer that blocks",
                bytes);
    }

    static BrokerException unanswered(int nodes) {
        return new BrokerException("TIDEWAY-486 " + nodes + " of the nodes have not answered within the time limit");
    }

    static BrokerException unreachable() {
        return new BrokerException("TIDEWAY-487 the broker is not reachable, so other nodes cannot be asked");
    }

    /** Logs what a node could not tell the others when it stopped. */
    static void notWithdrawn(Throwable cause) {
        BROKER_LINK.log(
                Level.INFO,
                null,
                "TIDEWAY-488 the node could not withdraw its announcement, which ends by itself within time-to-live: %s",
                shown(cause));
    }

    /** Returns what a broker says for an operator; what others throw may hold what a client sent. */
    private static Object shown(Throwable cause) {
        return cause instanceof BrokerException ? String.valueOf(cause.getMessage()) : cause;
    }
}
