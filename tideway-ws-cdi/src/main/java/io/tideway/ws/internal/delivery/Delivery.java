package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Flush;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Delivers publications and actions to the connections of a selection; thread-safe.
 *
 * <p>{@link #publish} and {@link #apply} are for what begins on this node and concerns every node that a selection is
 * meant for. {@link #deliverLocally} and {@link #applyLocally} are for what concerns the connections of this node,
 * wherever it began.
 */
public final class Delivery {
    private static final Executor DIRECTLY = Runnable::run;

    private final Registry registry;
    private final Pools pools;
    private final Flusher flusher;
    private final Listeners<DeliveryListener> listeners;
    private final Transactions transactions;
    private final RoomMemory memory;
    private final Remote remote;
    private final PublicationCount count = new PublicationCount();

    /**
     * Creates the delivery to the connections of a registry.
     *
     * @param pools where stages complete and continuations run
     * @param flusher what writes publications
     * @param listeners what is told of publications, after they are counted
     * @param transactions what {@link #publishAfterCommit} asks
     * @param memory what appends to the logs of rooms
     * @param remote what tells other nodes
     */
    public Delivery(
            Registry registry,
            Pools pools,
            Flusher flusher,
            List<DeliveryListener> listeners,
            Transactions transactions,
            RoomMemory memory,
            Remote remote) {
        this.registry = registry;
        this.pools = pools;
        this.flusher = flusher;
        this.listeners = new Listeners<>(
                Stream.concat(Stream.of(count), listeners.stream()).toList());
        this.transactions = transactions;
        this.memory = memory;
        this.remote = remote;
    }

    /** Counts the publications that began on this node. */
    long published() {
        return count.sum();
    }

    /** Publishes a message of this node; returns what became of it here. */
    public BroadcastResult publish(Selection selection, Publication publication) {
        BroadcastResult appended = memory.isUsed() ? memory.append(selection, publication) : null;
        BroadcastResult result = appended == null ? deliverEverywhere(selection, publication) : appended;
        listeners.tell(listener -> listener.published(selection, publication, result));
        return result;
    }

    private BroadcastResult deliverEverywhere(Selection selection, Publication publication) {
        BroadcastResult result = deliverLocally(selection, publication);
        return remote.publish(selection, publication) ? result : refusedByBroker(result);
    }

    private static BroadcastResult refusedByBroker(BroadcastResult here) {
        return new BroadcastResult(
                here.targets(), here.queued(), here.dropped(), here.overflowed(), here.closed(), here.deferred(), true);
    }

    /** Publishes a message of this node once the current transaction has committed; at once where there is none. */
    BroadcastResult publishAfterCommit(Selection selection, Publication publication) {
        return transactions.afterCommit(() -> publish(selection, publication))
                ? BroadcastResult.NONE
                : publish(selection, publication);
    }

    /** Queues a publication on the connections of this node. */
    public BroadcastResult deliverLocally(Selection selection, Publication publication) {
        OutcomeCounts counts = new OutcomeCounts();
        if (publication.message() instanceof Message.Close close) {
            registry.forEach(
                    selection,
                    (connection, admission) -> counts.count(connection.beginClose(close.frame(), admission)));
        } else {
            queue(selection, publication, counts);
        }
        return counts.result();
    }

    private void queue(Selection selection, Publication publication, OutcomeCounts counts) {
        DeferredWrites writes = flusher.begin();
        try {
            registry.forEach(
                    selection,
                    (connection, admission) -> counts.count(
                            connection.offer(publication.encoded(connection.encoding()), admission, writes)));
        } finally {
            writes.end(); // also if a condition of the application throws: some queues may have the message by then
        }
    }

    /** Does something to the connections of a selection; returns to how many on this node. */
    public int apply(Selection selection, Action action) {
        int count = applyLocally(selection, action, DIRECTLY);
        remote.apply(selection, action);
        return count;
    }

    /**
     * Does something to the connections of this node; returns to how many.
     *
     * @param observers where those are told who join or leave a room
     */
    public int applyLocally(Selection selection, Action action, Executor observers) {
        int[] count = {0};
        registry.forEach(selection, (connection, admission) -> {
            if (apply(action, connection, admission, observers)) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static boolean apply(Action action, LocalConnection connection, Admission admission, Executor observers) {
        if (action instanceof Action.JoinRoom join) {
            try {
                return connection.membership().join(join.room(), admission, observers);
            } catch (IllegalStateException | IllegalArgumentException fullOrTooLongForItsEndpoint) {
                return false;
            }
        }
        if (action instanceof Action.LeaveRoom leave) {
            return connection.membership().leave(leave.room(), admission, observers);
        }
        return action instanceof Action.Close close
                && connection.beginClose(close.frame(), admission) == Outcome.QUEUED;
    }

    /** Completes once everything queued before on the connections of this node has been written. */
    CompletionStage<Void> flushed(Selection selection) {
        List<OutboundQueue> queues = new ArrayList<>();
        registry.forEach(selection, (connection, admission) -> queues.add(connection.outboundQueue()));
        return Flush.of(queues, pools);
    }
}
