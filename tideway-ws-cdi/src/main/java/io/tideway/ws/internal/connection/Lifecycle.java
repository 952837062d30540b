package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.internal.container.ClientFailures;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.CloseCause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leads one connection from its opening to its end: what arrives goes through here to the callbacks.
 *
 * <p>{@link ClosingLifecycle} closes it, {@link ConnectionState} has the states, and {@link TimeLimits} checks the time
 * limits. Thread-safe.
 */
public final class Lifecycle extends ClosingLifecycle {
    private final InboundLimiter limiter;
    private final ClientSession session;
    private final Heartbeat heartbeat;
    private final @Nullable SessionTimes times; // where the handshake has not established the connection

    private volatile @Nullable Instant expiry;

    Lifecycle(LiveConnection connection, EndpointSpec endpoint, ConnectionServices services, Transport transport) {
        super(connection, endpoint, services, transport);
        EndpointOptions options = endpoint.options();
        this.session = endpoint.protocol().open(callbacks);
        Duration within = endpoint.protocol().establishWithin();
        this.times = within.isZero() ? null : new SessionTimes(services.time().getAsLong() + within.toNanos());
        this.heartbeat = new Heartbeat(connection.id(), queue, session, services, options);
        this.limiter = InboundLimiter.of(options.inboundRate(), options.inboundBurst(), services.nanos());
    }

    ClientSession session() {
        return session;
    }

    OutboundQueue outboundQueue() {
        return queue;
    }

    ConnectionState state() {
        return state;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Tells whether the container does not read, since callbacks take long. */
    boolean holdsUpReading() {
        return inbox.holdsUpReading();
    }

    /**
     * Registers the connection, as its user's if it has one, and calls {@code onConnect}; on the container's thread.
     * Never throws: what fails ends the connection. No other callback runs before.
     */
    public void opened(@Nullable String userId) {
        Inbox.Callback first = () -> {};
        try {
            if (!state.hasEnded() && register() && times == null) {
                connection.membership().setUser(userId);
                ConnectionMessages.connected(connection, endpoint.path());
                if (!state.hasEnded()) {
                    first = callbacks::connect; // also if the client has closed by then: its messages and end follow
                }
            }
        } catch (Throwable e) {
            services.log().log(SummedLog.Kind.NOT_BEGUN, endpoint.path(), e, () -> ConnectionMessages.beginFailed(e));
            beginClose(CloseCause.CONNECT_FAILED);
        } finally {
            inbox.open(first);
        }
    }

    /** Registers the connection; false if it is closed at once, since the application stops. */
    private boolean register() {
        boolean welcome;
        try {
            endpoint.handler().begin(connection); // before other threads find the connection
            transport.inboundFlow().onPing(this::pinged);
            transport.beforeCloseFrame(queue::writeOut);
        } finally {
            // What failed to begin needs the watchdog, too.
            welcome = times == null
                    ? services.registry().add(connection)
                    : services.registry().addUnestablished(connection);
        }
        if (!welcome) {
            beginClose(CloseCause.STOPPING);
        }
        return welcome;
    }

    /**
     * Lets lookups find the connection, whose session has made sure who the client is; what is sent to it waits for
     * {@link #begin}.
     */
    void establish(@Nullable String userId) {
        queue.hold();
        try {
            connection.membership().setUser(userId);
        } catch (RuntimeException | Error e) {
            queue.release();
            throw e;
        }
        if (times != null) {
            times.established();
        }
        if (!services.registry().add(connection)) {
            beginClose(CloseCause.STOPPING);
        }
        if (state.hasEnded()) {
            services.registry().remove(connection); // it may have left before it was added
        }
        ConnectionMessages.connected(connection, endpoint.path());
    }

    /**
     * Sends a payload before everything that waits, and calls {@code onConnect} unless the client has left before; with
     * the callbacks.
     */
    void begin(Payload first) {
        queue.release(first);
        if (!state.hasEnded()) {
            callbacks.connect();
        }
    }

    /** Ends a connection whose session has failed, and writes what is held back; with the callbacks. */
    void failedInSession(Throwable cause) {
        UnexpectedErrors.report(cause);
        beginClose(CloseCause.CONNECT_FAILED);
        queue.release();
    }

    /** Runs a task with the callbacks, before what waits of the client. */
    void execute(Runnable task) {
        inbox.submitTask(task::run);
    }

    /** Wakes the session at an instant. */
    void wakeAt(Instant instant) {
        if (times != null) {
            times.wakeAt(instant);
        }
    }

    /** Returns what the session waits for; null where the handshake has established the connection. */
    @Nullable
    SessionTimes times() {
        return times;
    }

    void wakeSession() {
        inbox.submitTask(session::woken);
    }

    /** Ends a connection that will not open. */
    public void failedToOpen() {
        terminate(CloseCause.CONNECT_FAILED);
        inbox.open(() -> {});
    }

    /** Takes in a whole message, whose parts were {@linkplain #seen() seen}; on the container's thread. */
    public void received(Message message) {
        if (!state.isOpen()) {
            return;
        }
        if (!limiter.admit()) {
            beginClose(CloseCause.INBOUND_RATE_EXCEEDED);
        } else if (!inbox.submit(new Incoming(session, callbacks, message))) {
            beginClose(CloseCause.INBOUND_QUEUE_FULL);
        }
        seen(); // again, since the handler may have held up the reading
    }

    /** Counts a frame without content of its own: a ping or an empty fragment; pongs do not count. */
    public void receivedEmpty() {
        if (state.isOpen() && !limiter.admit()) {
            beginClose(CloseCause.INBOUND_RATE_EXCEEDED);
        }
    }

    private void pinged() {
        seen();
        receivedEmpty();
    }

    /** Records that the client is alive: a pong, or any part of a message, has arrived. */
    public void seen() {
        heartbeat.seen();
    }

    /**
     * Has what is queued leave, since the client sends nothing more but may still read.
     *
     * @param end ends the connection after that; not run where a close of ours is under way, which does it
     */
    public void endedByPeer(Runnable end) {
        if (queue.queuedMessages() == 0) {
            endUnlessClosing(end);
        } else {
            // Not where what the application has follow a stage runs, which may block.
            var unused = connection
                    .flushed()
                    .whenCompleteAsync(
                            (flushed, failure) -> endUnlessClosing(end),
                            services.pools().upkeep());
        }
    }

    private void endUnlessClosing(Runnable end) {
        if (!state.isClosing()) {
            end.run();
        }
    }

    /** Ends the connection, which the container reports as closed; on the container's thread. */
    public void closedByContainer(CloseFrame frame) {
        queue.writeOut(); // the answers to what came before, which the end would drop
        end(frame);
    }

    /** Passes on what the container reports as failed on the connection; on the container's thread. */
    public void failedInContainer(Throwable cause) {
        ConnectionMessages.containerError(connection, cause);
        if (state.isOpen() && !ClientFailures.concern(cause)) {
            inbox.submit(() -> callbacks.error(cause));
        }
    }

    boolean isOpen() {
        return state.isOpen();
    }

    /** Closes the connection at an instant, unless it is moved before. */
    void expireAt(Instant instant) {
        expiry = instant.equals(Instant.MAX) ? null : instant;
        closeIfExpired();
    }

    void closeIfExpired() {
        Instant instant = expiry;
        if (instant != null && !services.clock().instant().isBefore(instant)) {
            beginClose(CloseCause.EXPIRED);
        }
    }
}
