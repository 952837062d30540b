package io.tideway.ws.internal.container;

import io.tideway.ws.internal.container.ServerAccess.Flows;
import io.tideway.ws.internal.container.ServerAccess.Preparation;
import io.tideway.ws.internal.container.ServerAccess.Ways;
import io.tideway.ws.internal.threads.ReliableExecutor;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the fastest transport that a session offers, and how its reading is stopped; the portable transport if
 * anything is not as expected, which is logged once. Thread-safe.
 */
public final class Transports {

    /** The failed lookups after which the server's classes count as different, rather than its sessions as lost. */
    static final int MOST_FAILED_LOOKUPS = 8;

    private final ReliableExecutor closer;
    private final ReliableExecutor pinger;
    private final ThreadQueues ioThreads;
    private final AtomicBoolean toldOfWays = new AtomicBoolean();
    private final AtomicBoolean toldOfFlows = new AtomicBoolean();
    private final Semaphore keepableThreads = new Semaphore(BlockingFlow.MOST_KEPT);
    private final TcpConnections connections = new TcpConnections();
    private final AtomicBoolean toldOfQueues = new AtomicBoolean();
    private final AtomicInteger failedLookups = new AtomicInteger();
    private volatile @Nullable ServerAccess known;

    /**
     * Creates the transports of a deployment.
     *
     * @param closer where {@code Session.close} runs, which blocks for seconds on some containers with a stuck client
     * @param pinger where the portable API sends pings, which blocks as well on some
     * @param flushers wakes a thread of the container that has reached its limit of writes
     */
    public Transports(Executor closer, Executor pinger, Executor flushers) {
        this.closer = ReliableExecutor.of(closer);
        this.pinger = ReliableExecutor.of(pinger);
        this.ioThreads = new ThreadQueues(flushers);
    }

    /** Makes the transport of a session. */
    public Transport of(Session session) {
        ServerAccess access = accessOf(session);
        prepare(access, session);
        SessionTransport portable = new SessionTransport(session, flow(access, session), connections, closer, pinger);
        // Our own frames lack the transformations of an extension.
        if (!session.getNegotiatedExtensions().isEmpty()) {
            return portable;
        }
        try {
            return access.ways().of(session, portable);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            noWay(session, e);
            return portable;
        }
    }

    /** Makes the transport of a session whose server has handed its channel over. */
    public Transport of(Session session, FrameChannel channel) {
        SessionTransport portable = new SessionTransport(
                session,
                channel.inboundFlow(),
                each -> {
                    channel.drop();
                    return true;
                },
                closer,
                pinger);
        return session.getNegotiatedExtensions().isEmpty() ? new ChannelTransport(channel, portable) : portable;
    }

    private void prepare(ServerAccess access, Session session) {
        try {
            access.preparation().of(session);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            noQueue(session, e);
        }
    }

    private InboundFlow flow(ServerAccess access, Session session) {
        try {
            return access.flows().of(session);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            noFlow(session, e);
            return InboundFlow.UNSTOPPABLE;
        }
    }

    private ServerAccess accessOf(Session session) {
        ServerAccess access = known;
        if (access == null || access.sessions() != session.getClass()) {
            access = look(session);
            if (access.complete() || failedLookups.incrementAndGet() >= MOST_FAILED_LOOKUPS) {
                known = access;
            }
        }
        return access;
    }

    private ServerAccess look(Session session) {
        Class<? extends Session> type = session.getClass();
        if (type.getName().startsWith(TyrusTransport.SESSIONS)) {
            return tyrus(session);
        }
        if (type.getName().startsWith(UndertowTransport.SESSIONS)) {
            return access(
                    type, (each, portable) -> new UndertowTransport(each, portable, ioThreads), undertowFlows(session));
        }
        if (type.getName().startsWith(TomcatFlow.SESSIONS)) {
            return access(type, Ways.PORTABLE, tomcatFlows(session));
        }
        return new ServerAccess(type, Ways.PORTABLE, Flows.NONE);
    }

    private static ServerAccess access(Class<?> type, Ways ways, Optional<Flows> flows) {
        return flows.map(found -> new ServerAccess(type, ways, found))
                .orElseGet(() -> new ServerAccess(type, ways, Flows.NONE).incomplete());
    }

    private ServerAccess tyrus(Session session) {
        try {
            TyrusWriters writers = new TyrusWriters(session);
            ServerAccess access = new ServerAccess(
                    session.getClass(),
                    (each, portable) -> new TyrusTransport(writers.of(each), portable),
                    each -> new BlockingFlow(keepableThreads, BlockingFlow.LONGEST));
            return tyrusPreparation(session, writers).map(access::with).orElseGet(access::incomplete);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            noWay(session, e);
            return new ServerAccess(
                            session.getClass(),
                            Ways.PORTABLE,
                            each -> new BlockingFlow(keepableThreads, BlockingFlow.LONGEST))
                    .incomplete();
        }
    }

    private Optional<Preparation> tyrusPreparation(Session session, TyrusWriters writers) {
        try {
            Writer writer = writers.of(session);
            if (GrizzlyQueue.isBelow(writer)) {
                GrizzlyQueue queue = new GrizzlyQueue(writer);
                return Optional.of(each -> queue.limit(writers.of(each)));
            }
            return Optional.of(Preparation.NONE);
        } catch (ReflectiveOperationException | RuntimeException e) {
            noQueue(session, e);
            return Optional.empty();
        }
    }

    private Optional<Flows> undertowFlows(Session session) {
        try {
            UndertowListeners listeners = new UndertowListeners((UndertowSession) session);
            return Optional.of(each -> listeners.before((UndertowSession) each));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            noFlow(session, e);
            return Optional.empty();
        }
    }

    private Optional<Flows> tomcatFlows(Session session) {
        try {
            return Optional.of(new TomcatFlow.Methods(session.getClass())::of);
        } catch (ReflectiveOperationException | RuntimeException e) {
            noFlow(session, e);
            return Optional.empty();
        }
    }

    private void noWay(Session session, Throwable cause) {
        if (toldOfWays.compareAndSet(false, true)) {
            ContainerMessages.noFastTransport(session.getClass().getName(), cause);
        }
    }

    private void noQueue(Session session, Throwable cause) {
        if (toldOfQueues.compareAndSet(false, true)) {
            ContainerMessages.noBoundBelow(session.getClass().getName(), cause);
        }
    }

    private void noFlow(Session session, Throwable cause) {
        if (toldOfFlows.compareAndSet(false, true)) {
            ContainerMessages.noInboundFlow(session.getClass().getName(), cause);
        }
    }
}
