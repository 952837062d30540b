package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;

/**
 * Ends TCP connections so that the client receives the close frame or the HTTP refusal.
 *
 * <p>A socket closed while the client still sends answers with a reset, and the reset overtakes the close frame or the
 * HTTP refusal. So what is queued is sent first, then a FIN; what still arrives is thrown away until the client closes
 * too. A deadline ends it when the client does not, or does not even read. Thread-safe.
 */
final class Lingering {

    private static final int STALLED = 5;

    private static final Attribute<Boolean> LINGERS =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Lingering.class.getName());

    /** Our FIN is out, or about to be. */
    private static final Attribute<Boolean> FINISHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Lingering.class.getName() + ".finished");

    /** The client's FIN has come, so that the connection ends with ours. */
    private static final Attribute<Boolean> PEER_FINISHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Lingering.class.getName() + ".peerFinished");

    private final ScheduledExecutorService timer;
    private final Duration deadline;

    Lingering(ScheduledExecutorService timer, Duration deadline) {
        this.timer = timer;
        this.deadline = deadline;
    }

    /** Tells whether what the client still sends is thrown away. */
    static boolean lingers(TcpConnection connection) {
        return LINGERS.isSet(connection.grizzly());
    }

    /** Has what the client still sends thrown away. */
    static void ignore(TcpConnection connection) {
        LINGERS.set(connection.grizzly(), Boolean.TRUE);
    }

    /** Ends the connection as described above; returns at once. */
    void end(TcpConnection connection) {
        end(connection, () -> finish(connection));
    }

    /**
     * Ends the connection as {@link #end(TcpConnection)} does.
     *
     * @param fin {@linkplain #finish finishes} it, behind what other threads are about to queue
     */
    void end(TcpConnection connection, Runnable fin) {
        begin(connection, deadline);
        fin.run();
    }

    /**
     * Ends the connection as {@link #end(TcpConnection)} does, but keeps the FIN back until the client has answered our
     * close frame (RFC 6455 §7.1.1); so a close frame that is written late still gets out.
     *
     * @param answer how long the client may take to answer
     * @param fin {@linkplain #finish finishes} it, behind what other threads are about to queue
     */
    void endAfterAnswer(TcpConnection connection, Duration answer, Runnable fin) {
        begin(connection, answer.plus(deadline));
        schedule(connection, fin, answer);
    }

    /**
     * Ends a connection that speaks HTTP and whose client sends nothing more, once its answers have left, however long
     * the client reads them; one that reads nothing for several times the deadline is given up.
     */
    void drain(TcpConnection connection) {
        int queued = connection.queuedBytes();
        if (lingers(connection)) {
            finish(connection);
        } else if (queued == 0) {
            end(connection);
        } else {
            ignore(connection);
            watch(connection, queued);
            finish(connection);
        }
    }

    private void watch(TcpConnection connection, int before) {
        schedule(
                connection,
                () -> {
                    int queued = connection.queuedBytes();
                    if (queued == 0 || queued == before) {
                        connection.terminate();
                    } else {
                        watch(connection, queued);
                    }
                },
                deadline.multipliedBy(STALLED));
    }

    /** Takes note that the client has sent its FIN; the end comes with ours. */
    void peerHasFinished(TcpConnection connection) {
        PEER_FINISHED.set(connection.grizzly(), Boolean.TRUE);
        if (hasFinished(connection)) { // meanwhile
            connection.terminate();
        }
    }

    /** Tells whether our FIN is out, or about to be. */
    boolean hasFinished(TcpConnection connection) {
        return FINISHED.isSet(connection.grizzly());
    }

    private void begin(TcpConnection connection, Duration until) {
        ignore(connection);
        schedule(connection, connection::terminate, until);
    }

    private void schedule(TcpConnection connection, Runnable action, Duration delay) {
        try {
            Future<?> later = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
            connection.onClosed(() -> later.cancel(false));
        } catch (RuntimeException | Error refused) {
            // The server stops, or memory has run out; nothing else would end the connection.
            connection.terminate();
        }
    }

    /** Sends the FIN behind what is queued; the second time does nothing. */
    void finish(TcpConnection connection) {
        connection.closeTls();
        connection.afterQueued(() -> shutDown(connection));
    }

    private static void shutDown(TcpConnection connection) {
        FINISHED.set(connection.grizzly(), Boolean.TRUE);
        if (PEER_FINISHED.isSet(connection.grizzly())) {
            connection.terminate();
            return;
        }
        try {
            connection.shutdownOutput();
        } catch (IOException e) {
            FrontMessages.finFailed(connection.client(), e);
            connection.terminate();
        }
    }
}
