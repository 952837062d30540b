package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.internal.container.ClientFailures;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.CloseCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leads one connection from its opening to its end: callbacks in, and the one way out.
 *
 * <p>Whatever ends a connection (the client's close, ours, a lost client, a failed or stuck write, an overflow,
 * undeployment) comes through {@link #end}, which has {@code onDisconnect} called once, by {@link Release}.
 * {@link ConnectionState} has the states, and {@link TimeLimits} checks the time limits. Thread-safe.
 */
public final class Lifecycle {
    private final LiveConnection connection;
    private final EndpointSpec endpoint;
    private final ConnectionServices services;
    private final Transport transport;
    private final ConnectionState state = new ConnectionState();
    private final OutboundQueue queue;
    private final Inbox inbox;
    private final InboundLimiter limiter;
    private final Callbacks callbacks;
    private final ClientSession session;
    private final Heartbeat heartbeat;
    private final @Nullable SessionTimes times; // where the handshake has not established the connection

    private volatile @Nullable Instant expiry;
    private volatile @Nullable Release release; // from the end on

    Lifecycle(LiveConnection connection, EndpointSpec endpoint, ConnectionServices services, Transport transport) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.services = services;
        this.transport = transport;
        this.callbacks = new Callbacks(connection, endpoint, services);
        EndpointOptions options = endpoint.options();
        this.queue = new OutboundQueue(
                transport, endpoint.limits(), new OutboundReports(connection), services.flusher(), services.time());
        this.session = endpoint.protocol().open(callbacks);
        Duration within = endpoint.protocol().establishWithin();
        this.times = within.isZero() ? null : new SessionTimes(services.time().getAsLong() + within.toNanos());
        this.heartbeat = new Heartbeat(queue, session, services, options);
        this.inbox = new Inbox(
                options.inboundQueueMessages(),
                options.inboundQueueBytes(),
                transport.inboundFlow(),
                options.dispatch() == Dispatch.CONTAINER
                        ? null
                        : services.pools().callbacks().apply(options.dispatch()),
                services.pools().application());
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
                first = this::connect;
            }
        } catch (Throwable e) {
            ConnectionMessages.beginFailed(e);
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
     * Lets look-ups find the connection, whose session has made sure who the client is; what is sent to it waits for
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

    /** Sends a payload before everything that waits, and calls {@code onConnect}; with the callbacks. */
    void begin(Payload first) {
        queue.release(first);
        connect();
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

    private void connect() {
        if (!state.hasEnded()) {
            callbacks.connect();
        }
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

    /** Ends the connection, which the container reports as closed; on the container's thread. */
    public void closedByContainer(CloseFrame frame) {
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

    /** Begins to close after what is queued; false if that has begun before. */
    public boolean beginClose(CloseFrame frame) {
        return beginClose(frame, Admission.ALWAYS) == Outcome.QUEUED;
    }

    /** Begins to close after what is queued, with the code that the protocol has for the cause. */
    public void beginClose(CloseCause cause) {
        beginClose(endpoint.protocol().closeFrame(cause));
    }

    /** Begins to close as {@link #beginClose(CloseCause)} does, with a reason of its own. */
    public void beginClose(CloseCause cause, String reason) {
        beginClose(endpoint.protocol().closeFrame(cause).withReason(reason));
    }

    /** Begins to close after what is queued, if the admission is valid at that moment. */
    Outcome beginClose(CloseFrame frame, Admission admission) {
        Outcome outcome = close(frame, endpoint.options().closeTimeout(), admission);
        if (outcome == Outcome.QUEUED) {
            queue.close(frame);
        }
        return outcome;
    }

    /**
     * Begins the close of an overflowing queue, which queues the frame; false if the connection is closing or has
     * ended. Called with the queue's lock held, so that the frame on the wire and the reason are the same.
     */
    boolean decideOverflow(CloseFrame frame) {
        return state.close(
                frame,
                services.time().getAsLong() + endpoint.options().closeTimeout().toNanos());
    }

    /** Does what the close of an overflowing queue leaves to do, without the queue's lock. */
    void overflowed() {
        connection.membership().seal();
        inbox.readOn(); // for the client's own close frame
    }

    /** Records that the client gets our close frame. */
    void closeFrameLeaves() {
        state.closeFrameLeaves();
    }

    /**
     * Begins the end of a connection whose outbound queue has failed; false if the connection was closing or had ended.
     */
    boolean failedInQueue(CloseFrame frame, Duration timeout) {
        return close(frame, timeout, Admission.ALWAYS) == Outcome.QUEUED;
    }

    private Outcome close(CloseFrame frame, Duration timeout, Admission admission) {
        long until = services.time().getAsLong() + timeout.toNanos();
        Outcome outcome = connection.membership().seal(admission, () -> state.close(frame, until));
        if (outcome == Outcome.QUEUED) {
            inbox.readOn(); // for the client's own close frame
        }
        return outcome;
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

    /**
     * Ends the connection at once, whose client or container does not answer in time, and drops its TCP connection.
     * Does nothing to a connection that has ended: its container has closed it.
     */
    public void terminate(CloseCause cause) {
        terminate(endpoint.protocol().closeFrame(cause));
    }

    /** Ends the connection at once as {@link #terminate(CloseCause)} does. */
    void terminate(CloseFrame frame) {
        if (end(frame)) {
            CloseFrame how = state.reason();
            services.pools().closing().execute(() -> transport.abort(how));
        }
    }

    /** Ends the connection; false if it had ended before. */
    private boolean end(CloseFrame frame) {
        long until =
                services.time().getAsLong() + endpoint.options().closeTimeout().toNanos();
        Inbox.Callback last = release()::disconnect; // made first, since nothing may fail once the connection has ended
        if (!state.end(frame, until)) {
            return false;
        }
        try {
            services.registry().ended(connection);
            connection.membership().seal();
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e); // or onDisconnect would never be called
        }
        try {
            queue.abandon();
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e); // or the TCP connection would never be dropped
        } finally {
            inbox.submitLast(last);
        }
        return true;
    }

    /** Returns what releases the connection once it has ended. */
    synchronized Release release() {
        Release made = release;
        if (made == null) {
            made = new Release(connection, state, callbacks);
            release = made;
        }
        return made;
    }

    /** Interrupts the callbacks and observers under way; returns where they were. */
    public List<String> interrupt() {
        Stream<CallbackThread> observers = Optional.ofNullable(release).flatMap(Release::observers).stream();
        return Stream.concat(Stream.of(callbacks.thread()), observers)
                .flatMap(thread -> thread.interrupt().stream())
                .distinct()
                .toList();
    }
}
