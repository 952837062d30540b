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
import io.tideway.ws.internal.protocol.CloseCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Leads one connection from open over closing to ended: callbacks in order, time limits, and one way out.
 *
 * <p>Whatever ends a connection (the client's close, ours, a lost client, a failed or stuck write, an overflow, undeployment)
 * comes through {@link #end}, which has {@code onDisconnect} called once and then takes the connection out of the registry.
 * The {@link ConnectionState} has the table of states. Thread-safe.
 */
public final class Lifecycle implements OutboundListener {

    /** How long a failed write waits for the container to say why, since its close event has the client's own reason. */
    private static final long FAILURE_GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final Node node;
    private final Transport transport;
    private final OutboundQueue queue;
    private final Inbox inbox;
    private final InboundLimiter limiter;
    private final Callbacks callbacks;
    private final Heartbeat heartbeat;
    private final ConnectionState state = new ConnectionState();
    private final Removal removal = new Removal();

    private volatile @Nullable Instant expiry;
    private boolean removalBegun; // of the watchdog's thread

    Lifecycle(LiveConnection connection, EndpointSpec endpoint, Node node, Transport transport) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.node = node;
        this.transport = transport;
        this.callbacks = new Callbacks(connection, endpoint, node);
        EndpointOptions options = endpoint.options();
        this.queue = new OutboundQueue(transport, endpoint.limits(), this, node.flusher(), node.time());
        this.heartbeat = new Heartbeat(queue, endpoint.protocol(), node, options);
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

    OutboundQueue outboundQueue() {
        return queue;
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
            connection.membership().setUser(userId);
            ConnectionMessages.connected(connection, endpoint.path());
            inbox.submit(this::connect);
        } catch (Throwable e) {
            ConnectionMessages.beginFailed(e);
            beginClose(CloseCause.CONNECT_FAILED);
        }
    }

    /** Registers the connection, unless the container has ended it before; false if it is to be closed at once. */
    private boolean register() {
        if (state.hasEnded()) {
            return false;
        }
        endpoint.handler().begin(connection); // before anybody finds it
        transport.inboundFlow().onPing(this::pinged);
        boolean[] welcome = new boolean[1];
        if (!state.register(() -> welcome[0] = node.registry().add(connection))) {
            endpoint.handler().release(connection); // the last callback may have been before the beginning
        } else if (!welcome[0]) {
            beginClose(CloseCause.STOPPING);
        }
        return welcome[0];
    }

    /** Takes in a whole message, whose parts were {@linkplain #seen() seen}; on the container's thread. */
    public void received(Message message) {
        if (!isOpen()) {
            return;
        }
        if (!limiter.admit()) {
            beginClose(CloseCause.INBOUND_RATE_EXCEEDED);
        } else if (!inbox.submit(new Incoming(callbacks, endpoint.protocol(), message))) {
            beginClose(CloseCause.INBOUND_QUEUE_FULL);
        }
        seen(); // again, since the handler may have held up the reading
    }

    /** Counts a frame without content of its own: a ping or an empty fragment; pongs do not count. */
    public void receivedEmpty() {
        if (isOpen() && !limiter.admit()) {
            beginClose(CloseCause.INBOUND_RATE_EXCEEDED);
        }
    }

    private void pinged() {
        seen();
        receivedEmpty();
    }

    /** Notes that something arrived: a pong, or any part of a message. */
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
        return state.isOpen();
    }

    /** Begins to close after what is queued; false if that has begun before. */
    public boolean beginClose(CloseFrame frame) {
        return beginClose(frame, Admission.ALWAYS) == Outcome.QUEUED;
    }

    void beginClose(CloseCause cause) {
        beginClose(endpoint.protocol().closeFrame(cause));
    }

    /** Begins to close after what is queued, if the admission stands at that moment. */
    Outcome beginClose(CloseFrame frame, Admission admission) {
        Outcome outcome = closing(frame, closeTimeout(), admission);
        if (outcome == Outcome.QUEUED) {
            queue.close(frame);
        }
        return outcome;
    }

    /** Closes the connection at an instant, unless it is moved before. */
    void expireAt(Instant instant) {
        expiry = instant.equals(Instant.MAX) ? null : instant;
        expire();
    }

    private void expire() {
        Instant instant = expiry;
        if (instant != null && !node.clock().instant().isBefore(instant)) {
            beginClose(CloseCause.EXPIRED);
        }
    }

    /** Looks after everything that has a time limit; called again and again by the {@link Watchdog}. */
    void check() {
        queue.trim();
        long now = node.time().getAsLong();
        EndpointOptions options = endpoint.options();
        ConnectionState.Phase phase = state.phase();
        boolean overdue = state.isOverdue(now);
        if (phase == ConnectionState.Phase.ENDED) {
            if (overdue && !removalBegun) {
                removalBegun = true;
                node.pools().upkeep().execute(() -> {
                    var unused =
                            removal.run(connection, endpoint, node, node.pools().application());
                });
            }
        } else if (overdue) {
            terminate(CloseFrame.ABNORMAL);
        } else if (queue.writingFor() > options.sendTimeout().toNanos()) {
            node.metrics().sendFailures.increment();
            node.log().log(
                    SummedLog.Kind.SEND_TIMED_OUT,
                    () -> ConnectionMessages.sendTimedOut(connection, options.sendTimeout()));
            terminate(CloseFrame.ABNORMAL.withReason("send timed out"));
        } else if (phase == ConnectionState.Phase.OPEN) {
            heartbeat(now, options);
            expire();
        }
    }

    /** Interrupts the callback under way, if there is one; returns where it was. */
    public Optional<String> interrupt() {
        return callbacks.interrupt();
    }

    private void heartbeat(long now, EndpointOptions options) {
        if (inbox.holdsUpReading()) {
            heartbeat.seen(); // silence says nothing about the client while nothing is read
        } else if (heartbeat.check(now) == Heartbeat.Finding.SILENT) {
            node.metrics().heartbeatTimeouts.increment();
            node.log().log(
                    SummedLog.Kind.HEARTBEAT_TIMED_OUT,
                    () -> ConnectionMessages.heartbeatTimedOut(connection, options.heartbeatTimeout()));
            terminate(CloseFrame.ABNORMAL.withReason("heartbeat timeout"));
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
        closing(frame, closeTimeout(), Admission.ALWAYS);
    }

    @Override
    public void failed(Throwable cause) {
        node.log().log(SummedLog.Kind.WRITE_FAILED, () -> ConnectionMessages.writeFailed(connection, cause));
        CloseFrame how = CloseFrame.ABNORMAL.withReason("write failed");
        if (closing(how, Math.min(FAILURE_GRACE_NANOS, closeTimeout()), Admission.ALWAYS) == Outcome.QUEUED) {
            node.metrics().sendFailures.increment();
        }
    }

    private long closeTimeout() {
        return endpoint.options().closeTimeout().toNanos();
    }

    private Outcome closing(CloseFrame frame, long timeout, Admission admission) {
        long until = node.time().getAsLong() + timeout;
        Outcome outcome = connection.membership().seal(admission, () -> state.beginClosing(frame, until));
        if (outcome == Outcome.QUEUED) {
            inbox.readOn(); // for the client's own close frame
        }
        return outcome;
    }

    /** Ends the connection; false if it had ended before. */
    private boolean end(CloseFrame frame) {
        ConnectionState.Ending ending = state.end(frame, node.time().getAsLong() + closeTimeout());
        if (ending == ConnectionState.Ending.BEFORE) {
            return false;
        }
        CloseFrame how = state.reason();
        connection.membership().seal();
        if (ending == ConnectionState.Ending.REGISTERED) {
            node.registry().ended(connection);
        }
        try {
            queue.abandon();
        } finally {
            inbox.submitLast(() -> disconnect(how));
        }
        return true;
    }

    /**
     * Ends the connection at once, whose client or container does not answer in time; its socket is given up. Does nothing to
     * a connection that has ended: its container has closed it.
     */
    public void terminate(CloseFrame frame) {
        if (end(frame)) {
            CloseFrame how = state.reason();
            node.pools().closing().execute(() -> transport.abort(how));
        }
    }

    private void connect() {
        if (!state.hasEnded()) {
            callbacks.connect();
        }
    }

    private void disconnect(CloseFrame how) {
        CompletableFuture<Void> left = CompletableFuture.completedFuture(null);
        try {
            callbacks.disconnect(how);
        } finally {
            try {
                left = removal.run(connection, endpoint, node, callbacks::left);
            } finally {
                // Where the clean-up was overdue, another thread tells of the rooms, and of the end only after that.
                var unused = left.whenComplete((told, failure) -> release(how));
            }
        }
    }

    private void release(CloseFrame how) {
        connection.membership().forget();
        try {
            callbacks.release(how);
        } finally {
            if (state.isRegistered()) {
                node.registry().released(connection);
            }
        }
    }
}
