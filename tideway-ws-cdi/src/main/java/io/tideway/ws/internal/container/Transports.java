package io.tideway.ws.internal.container;

import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.execution.ReliableExecutor;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/** Chooses the fastest way out that a session offers, and the portable one where anything is not as expected; thread-safe. */
public final class Transports {
    private final ReliableExecutor closer;
    private final ReliableExecutor pinger;
    private final ThreadQueues ioThreads;

    /**
     * Creates the transports of a deployment.
     *
     * @param closer where {@code Session.close} runs, which blocks for seconds on some containers with a stuck peer
     * @param pinger where the portable API sends pings, which blocks as well on some
     * @param flushers what wakes a thread of the container's again that has written enough for once
     */
    public Transports(Executor closer, Executor pinger, Executor flushers) {
        this.closer = ReliableExecutor.of(closer);
        this.pinger = ReliableExecutor.of(pinger);
        this.ioThreads = new ThreadQueues(flushers);
    }

    /** Makes the transport of a session. */
    public Transport of(Session session) {
        SessionTransport portable = new SessionTransport(session, closer, pinger);
        String type = session.getClass().getName();
        // Frames of ours know nothing of an extension's transformations.
        if (!session.getNegotiatedExtensions().isEmpty()) {
            return portable;
        }
        try {
            if (type.startsWith(TyrusTransport.SESSIONS)) {
                return new TyrusTransport(session, portable);
            }
            if (type.startsWith(UndertowTransport.SESSIONS)) {
                return new UndertowTransport(session, portable, ioThreads);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Messages.noFastTransport(type, e);
        }
        return portable;
    }
}
