package io.tideway.ws.internal.broker;

import io.tideway.ws.Cluster;
import io.tideway.ws.ClusterNode;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.Remote;
import io.tideway.ws.internal.delivery.RoomUpdates;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.UseListener;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects this node to the others through a broker: sends what begins here, takes what comes, keeps the subscriptions
 * and the announcement. Thread-safe.
 *
 * <p>Its parts are needed to build the registry and the delivery, which it serves in turn; so it gets those by
 * {@link #serve}, before {@link #start}.
 */
public final class BrokerLink implements BrokerListener {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Broker broker;
    private final String nodeId;
    private final Instant startedAt;
    private final Duration timeToLive;
    private final Pools pools;
    private final NodeMetrics metrics;
    private final LongSupplier nanos;
    private final LinkState state;
    private final Publisher publisher;
    private final Interest interest;
    private final Questions questions;
    private final Remote remote;
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    private final AtomicLong upkeepAt;
    private final AtomicLong announceAt;
    private volatile @Nullable Inbound inbound;
    private volatile @Nullable Registry registry;
    // To what every node is subscribed to, from now on or with the next connection.
    private volatile boolean channelsRequested;
    private volatile boolean stopping;

    /**
     * Creates the link of a node.
     *
     * @param nodeId the id of this node
     * @param startedAt when it started
     * @param timeToLive how long the others consider it alive without an announcement
     * @param pools where what comes is delivered
     * @param sums logs lines that may repeat quickly
     * @param nanos the monotonic clock, in nanoseconds
     */
    public BrokerLink(
            Broker broker,
            String nodeId,
            Instant startedAt,
            Duration timeToLive,
            Pools pools,
            NodeMetrics metrics,
            BiConsumer<LinkProblem, Supplier<SafeLog.Entry>> sums,
            LongSupplier nanos) {
        this.broker = broker;
        this.nodeId = nodeId;
        this.startedAt = startedAt;
        this.timeToLive = timeToLive;
        this.pools = pools;
        this.metrics = metrics;
        this.nanos = nanos;
        this.state = new LinkState(nodeId, metrics, sums, nanos);
        this.publisher = new Publisher(broker, nodeId, metrics, state);
        this.interest = new Interest(broker, pools.broker());
        this.questions = new Questions(broker, nodeId, publisher, nanos);
        this.remote = new BrokerRemote(nodeId, publisher);
        this.upkeepAt = new AtomicLong(nanos.getAsLong() + SECOND);
        this.announceAt = new AtomicLong(nanos.getAsLong());
    }

    /** Returns what sends to the other nodes. */
    public Remote remote() {
        return remote;
    }

    /** Returns what is to be told which rooms and users have connections. */
    public UseListener use() {
        return interest;
    }

    /** Returns what answers the application for all nodes. */
    public Cluster cluster(Registry local) {
        return new BrokerCluster(nodeId, broker, state, questions, local, pools);
    }

    /** Delivers from now on what comes from the other nodes. */
    public void serve(Registry local, Delivery delivery, RoomUpdates rooms) {
        registry = local;
        interest.tell(rooms);
        inbound = new Inbound(nodeId, local, delivery, rooms, questions, publisher, metrics, state, pools);
    }

    /**
     * Connects; completes with the first attempt, exceptionally if that one fails. Others follow until one connects,
     * which {@link #connection} tells.
     */
    public CompletionStage<Void> start() {
        CompletionStage<Void> started = broker.start(this);
        CompletionStage<Void> own = broker.subscribe(Channel.node(nodeId));
        CompletionStage<Void> everyone = broker.subscribe(Channel.EVERYONE);
        channelsRequested = true;
        // Not before, since who is announced is asked.
        var unused = own.runAfterBoth(everyone, this::announce);
        return started;
    }

    /** Completes once this node is connected for the first time. */
    public CompletionStage<Void> connection() {
        return firstConnection;
    }

    /** Tells whether the broker is reachable now. */
    public boolean isConnected() {
        return state.state() == Cluster.State.CONNECTED;
    }

    @Override
    public void received(Channel channel, byte[] data) {
        Inbound served = inbound;
        if (served != null) {
            served.received(channel, data);
        }
    }

    @Override
    public void appended(String room, RoomPosition position, byte[] data) {
        Inbound served = inbound;
        if (served != null) {
            served.appended(room, position, data);
        }
    }

    @Override
    public void connected() {
        state.connected();
        firstConnection.complete(null);
        if (channelsRequested) {
            announce();
        }
        Inbound served = inbound;
        if (served != null) {
            served.reconnected();
        }
    }

    @Override
    public void disconnected(String cause) {
        state.disconnected(cause);
    }

    /** Checks time limits; called several times a second, after the upkeep of the rooms. */
    public void upkeep() {
        questions.expire();
        long now = nanos.getAsLong();
        long due = upkeepAt.get();
        if (now - due < 0 || !upkeepAt.compareAndSet(due, now + SECOND)) {
            return;
        }
        interest.upkeep();
        if (now - announceAt.get() >= 0 && isConnected()) {
            announce();
        }
    }

    private void announce() {
        if (stopping) {
            return;
        }
        announceAt.set(nanos.getAsLong() + timeToLive.dividedBy(3).toNanos());
        Registry local = registry;
        int connections = local == null ? 0 : local.size();
        var unused = broker.announce(new ClusterNode(nodeId, startedAt, connections), timeToLive);
        if (stopping) { // checked again: since the first check the node may have been withdrawn
            var unusedToo = broker.withdraw();
        }
    }

    /** Tells the other nodes that this one ends, and disconnects, within the time given. */
    public void stop(Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        stopping = true;
        if (channelsRequested) {
            // Behind what connections that have just ended still tell: that they have left their rooms.
            await(broker.withdraw(), System.nanoTime() + budget.toNanos() / 2);
        }
        await(broker.stop(), end);
        questions.close();
    }

    private static void await(CompletionStage<Void> call, long end) {
        CompletableFuture<Void> done = call.toCompletableFuture();
        try {
            done.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            BrokerMessages.notWithdrawn(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the caller no longer waits
        }
    }
}
