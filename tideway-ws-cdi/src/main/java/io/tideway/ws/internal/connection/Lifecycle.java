package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.container.PeerFailures;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.OutboundListener;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Leads one connection from open over closing to ended: callbacks in, watchdogs, and the one way out.
 *
 * <p>Whatever ends a connection (the peer's close, ours, a lost peer, a failed or stuck write, an overflow, undeployment)
 * comes through {@link #end}, which calls {@code onDisconnect} once and then takes the connection out of the registry.
 * Thread-safe.
 */
public final class Lifecycle implements OutboundListener {

    private enum Phase {
        OPEN,
        CLOSING,
        ENDED
    }

    /** How long a failed write waits for the container to say why, since its close event tells the peer's own reason. */
    private static final long FAILURE_GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final Node node;
    private final Transport transport;
    private final OutboundQueue lane;
    private final Inbox inbox;
    private final InboundLimiter limiter;
    private final Callbacks callbacks;
    private final Heartbeat heartbeat;
    private final AtomicBoolean removed = new AtomicBoolean();

    private volatile boolean released;
    private boolean removalBegun; // of the watchdog's thread

    // Guarded by this.
    private Phase phase = Phase.OPEN;
    private CloseFrame reason = CloseFrame.ABNORMAL;
    private boolean closedHere;
    private boolean registered;
    private long deadline;

    Lifecycle(LiveConnection connection, EndpointSpec endpoint, Node node, Transport transport) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.node = node;
        this.transport = transport;
        this.callbacks = new Callbacks(connection, endpoint, node);
        EndpointOptions options = endpoint.options();
        this.lane = new OutboundQueue(transport, endpoint.limits(), this, node.flusher(), node.time());
        this.heartbeat = new Heartbeat(lane, node, options);
        this.inbox = new Inbox(
                options.inboundQueueMessages(),
                options.inboundQueueBytes(),
                transport.inboundFlow(),
                options.dispatch() == Dispatch.CONTAINER
                        ? null
                        : node.pools().callbacks().apply(options.dispatch()),
                node.pools().application());
        this.limiter = InboundLimiter.of(options.inboundRate(), options.inboundBurst(), node.nanos());
    }

    OutboundQueue lane() {
        return lane;
    }

    /**
     * Registers the connection, as its user's if it has one, and calls {@code onConnect}; on the container's thread. Never
     * throws: what fails ends the connection.
     */
    public void opened(@Nullable String userId) {
        try {
            if (!register()) {
                return;
            }
            node.registry().setUser(connection, userId);
            ConnectionMessages.connected(connection, endpoint.path());
            inbox.submit(this::connect);
        } catch (Throwable e) {
            ConnectionMessages.beginFailed(e);
            beginClose(CloseFrame.SERVER_ERROR);
        }
    }

    /** Registers the connection, unless the container has ended it before; false if it is to be closed at once. */
    private boolean register() {
        if (hasEnded()) {
            return false;
        }
        endpoint.handler().begin(connection); // before anybody finds it
        transport.inboundFlow().onPing(this::pinged);
        boolean ended;
        boolean welcome = false;
        synchronized (this) {
            ended = phase == Phase.ENDED;
            if (!ended) {
                welcome = node.registry().add(connection);
                registered = true;
            }
        }
        if (ended) {
            endpoint.handler().release(connection); // the last callback may have been before the beginning
        } else if (!welcome) {
            beginClose(CloseFrame.GOING_AWAY);
        }
        return welcome;
    }

    /** Takes in a whole message, whose parts were {@linkplain #seen() seen}; on the container's thread. */
    public void received(Message message) {
        if (!isOpen()) {
            return;
        }
        if (!limiter.admit()) {
            beginClose(CloseFrame.POLICY_VIOLATION.withReason("too many messages"));
        } else if (!inbox.submit(new Incoming(callbacks, message))) {
            beginClose(CloseFrame.POLICY_VIOLATION.withReason("too many messages wait for the handler"));
        }
        seen(); // anew, since the handler may have held up the reading
    }

    /** Counts a frame without content of its own: a ping or an empty fragment; pongs do not count. */
    public void receivedEmpty() {
        if (isOpen() && !limiter.admit()) {
            beginClose(CloseFrame.POLICY_VIOLATION.withReason("too many messages"));
        }
    }

    private void pinged() {
        seen();
        receivedEmpty();
    }

    /** Notes a sign of life: a pong, or any part of a message. */
    public void seen() {
        heartbeat.seen();
    }

    /** Learns from the container that the connection is closed; on the container's thread. */
    public void closedByContainer(CloseFrame frame) {
        end(frame);
    }

    /** Learns from the container that something failed on the connection; on the container's thread. */
    public void failedInContainer(Throwable cause) {
        ConnectionMessages.containerError(connection, cause);
        if (isOpen() && !PeerFailures.concern(cause)) {
            inbox.submit(() -> callbacks.error(cause));
        }
    }

    boolean isOpen() {
        synchronized (this) {
            return phase == Phase.OPEN;
        }
    }

    /** Begins to close after what is queued; false if that has begun before. */
    public boolean beginClose(CloseFrame frame) {
        return beginClose(frame, Admission.ALWAYS) == Outcome.QUEUED;
    }

    /** Begins to close after what is queued, if the admission stands at that moment. */
    Outcome beginClose(CloseFrame frame, Admission admission) {
        Outcome outcome = closing(frame, endpoint.options().closeTimeout().toNanos(), admission);
        if (outcome == Outcome.QUEUED) {
            lane.close(frame);
        }
        return outcome;
    }

    /**
     * Looks after everything that has a time limit; called again and again by the {@link Watchdog}.
     *
     * @return whether the connection has left the registry by this, since its last callback takes too long
     */
    boolean check() {
        lane.trim();
        long now = node.time().getAsLong();
        EndpointOptions options = endpoint.options();
        Phase current;
        boolean overdue;
        synchronized (this) {
            current = phase;
            overdue = current != Phase.OPEN && now - deadline >= 0;
        }
        if (current == Phase.ENDED) {
            boolean stuck = overdue && !removalBegun;
            if (stuck) {
                removalBegun = true;
                node.pools().upkeep().execute(() -> remove(node.pools().application()));
            }
            return stuck;
        } else if (overdue) {
            terminate(CloseFrame.ABNORMAL);
        } else if (lane.writingFor() > options.sendTimeout().toNanos()) {
            node.metrics().sendFailures.increment();
            node.log().log(
                    SummedLog.Kind.SEND_TIMED_OUT,
                    () -> ConnectionMessages.sendTimedOut(connection, options.sendTimeout()));
            terminate(CloseFrame.ABNORMAL.withReason("send timed out"));
        } else if (current == Phase.OPEN) {
            heartbeat(now, options);
        }
        return false;
    }

    /** Tells whether the last callback has returned. */
    boolean isReleased() {
        return released;
    }

    /** Interrupts the callback under way, if there is one; returns its thread. */
    public @Nullable Thread interrupt() {
        return callbacks.interrupt();
    }

    private void heartbeat(long now, EndpointOptions options) {
        if (inbox.holdsUpReading()) {
            heartbeat.seen(); // Nobody reads, so silence says nothing about the peer.
        } else if (heartbeat.check(now) == Heartbeat.Finding.SILENT) {
            node.metrics().heartbeatTimeouts.increment();
            node.log().log(
                    SummedLog.Kind.HEARTBEAT_TIMED_OUT,
                    () -> ConnectionMessages.heartbeatTimedOut(connection, options.heartbeatTimeout()));
            terminate(CloseFrame.ABNORMAL.withReason("no sign of life"));
        }
    }

    @Override
    public void sent(int count) {
        node.metrics().sent.add(count);
    }

    @Override
    public void full(int messages, long bytes) {
        SlowConsumer event =
                new SlowConsumer(connection, messages, bytes, endpoint.options().overflow());
        node.log().log(SummedLog.Kind.SLOW_CONSUMER, () -> ConnectionMessages.slowConsumer(event));
        node.events().slow(event);
    }

    @Override
    public void dropped(int count) {
        node.metrics().dropped.add(count);
    }

    @Override
    public void lost(int count) {
        node.metrics().lost.add(count);
    }

    @Override
    public void overflowed(CloseFrame frame) {
        node.metrics().overflows.increment();
        closing(frame, endpoint.options().closeTimeout().toNanos(), Admission.ALWAYS);
    }

    @Override
    public void failed(Throwable cause) {
        node.log().log(SummedLog.Kind.WRITE_FAILED, () -> ConnectionMessages.writeFailed(connection, cause));
        long grace =
                Math.min(FAILURE_GRACE_NANOS, endpoint.options().closeTimeout().toNanos());
        CloseFrame how = CloseFrame.ABNORMAL.withReason("write failed");
        if (closing(how, grace, Admission.ALWAYS) == Outcome.QUEUED) {
            node.metrics().sendFailures.increment();
        }
    }

    private Outcome closing(CloseFrame frame, long timeout, Admission admission) {
        Outcome outcome = connection.membership().seal(admission, () -> flipToClosing(frame, timeout));
        if (outcome == Outcome.QUEUED) {
            inbox.readOn(); // for the client's own close frame
        }
        return outcome;
    }

    private synchronized boolean flipToClosing(CloseFrame frame, long timeout) {
        if (phase != Phase.OPEN) {
            return false;
        }
        phase = Phase.CLOSING;
        reason = frame;
        closedHere = frame.sendable();
        deadline = node.time().getAsLong() + timeout;
        return true;
    }

    /** Ends the connection, unless it has ended; returns how it has. */
    private CloseFrame end(CloseFrame frame) {
        CloseFrame how;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return reason;
            }
            // Where we closed, the peer's echo of our frame is no news.
            boolean known = closedHere || (phase == Phase.CLOSING && frame.code() == CloseFrame.ABNORMAL.code());
            how = known ? reason : frame;
            reason = how;
            phase = Phase.ENDED;
            deadline =
                    node.time().getAsLong() + endpoint.options().closeTimeout().toNanos();
        }
        connection.membership().seal();
        try {
            lane.abandon();
        } finally {
            inbox.submitLast(() -> disconnect(how));
        }
        return how;
    }

    /** Ends the connection at once, whose peer or container does not answer in time; its socket is given up. */
    public void terminate(CloseFrame frame) {
        CloseFrame how = end(frame);
        node.pools().closing().execute(() -> transport.abort(how));
    }

    private void connect() {
        if (!hasEnded()) {
            callbacks.connect();
        }
    }

    private synchronized boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    private void disconnect(CloseFrame how) {
        try {
            callbacks.disconnect(how);
        } finally {
            try {
                remove(Runnable::run);
            } finally {
                connection.membership().forget();
                try {
                    callbacks.release(how);
                } finally {
                    release();
                }
            }
        }
    }

    private void release() {
        boolean known;
        synchronized (this) {
            known = registered;
        }
        released = true;
        if (known) {
            node.registry().released();
        }
    }

    /**
     * Takes the connection out of every lookup, after onDisconnect or when that has taken too long.
     *
     * @param observers where the observers of the rooms that it leaves are told
     */
    private void remove(Executor observers) {
        if (removed.compareAndSet(false, true)) {
            Set<String> left = Set.of();
            try {
                left = node.registry().remove(connection);
            } finally {
                endpoint.slots().release(); // before observers, which may take long
            }
            node.registry().tellLeft(connection, left, observers);
        }
    }
}
