package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.spi.CloseCause;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes one connection or ends it at once, for its {@link Lifecycle}.
 *
 * <p>Whatever ends a connection (the client's close, ours, a lost client, a failed or stuck write, an overflow,
 * undeployment) comes through {@link #end}, which has {@code onDisconnect} called once, by {@link Release}.
 * Thread-safe.
 */
abstract class ClosingLifecycle {
    final LiveConnection connection;
    final EndpointSpec endpoint;
    final ConnectionServices services;
    final Transport transport;
    final ConnectionState state = new ConnectionState();
    final OutboundQueue queue;
    final Inbox inbox;
    final Callbacks callbacks;

    private volatile @Nullable Release release; // from the end on

    ClosingLifecycle(
            LiveConnection connection, EndpointSpec endpoint, ConnectionServices services, Transport transport) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.services = services;
        this.transport = transport;
        this.callbacks = new Callbacks(connection, endpoint, services);
        this.queue = new OutboundQueue(
                transport, endpoint.limits(), new OutboundReports(connection), services.flusher(), services.time());
        EndpointOptions options = endpoint.options();
        this.inbox = new Inbox(
                options.inboundQueueMessages(),
                options.inboundQueueBytes(),
                transport.inboundFlow(),
                options.dispatch() == Dispatch.CONTAINER
                        ? null
                        : services.pools().callbacks().apply(options.dispatch()),
                services.pools().application(),
                services.pools().container());
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
        return state.close(frame, after(endpoint.options().closeTimeout()));
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
        long until = after(timeout);
        Outcome outcome = connection.membership().seal(admission, () -> state.close(frame, until));
        if (outcome == Outcome.QUEUED) {
            inbox.readOn(); // for the client's own close frame
        }
        return outcome;
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
    boolean end(CloseFrame frame) {
        long until = after(endpoint.options().closeTimeout());
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

    private long after(Duration timeout) {
        return services.time().getAsLong() + timeout.toNanos();
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
        return Stream.concat(Stream.of(callbacks.thread()), observers())
                .flatMap(thread -> thread.interrupt().stream())
                .distinct()
                .toList();
    }

    /** Returns the thread of observers, where they are on one of their own. */
    private Stream<CallbackThread> observers() {
        Release begun = release;
        return begun == null ? Stream.empty() : begun.observers().stream();
    }
}
