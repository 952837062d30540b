package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.internal.broker.BrokerLink;
import io.tideway.ws.internal.broker.LinkProblem;
import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.internal.connection.ConnectionListener;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.SlowConsumerEvents;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.delivery.AppendedOnly;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.LogContext;
import io.tideway.ws.internal.delivery.LogSizes;
import io.tideway.ws.internal.delivery.MembershipRelay;
import io.tideway.ws.internal.delivery.NodeConnectionManager;
import io.tideway.ws.internal.delivery.Remote;
import io.tideway.ws.internal.delivery.RoomMemory;
import io.tideway.ws.internal.delivery.RoomOptionsLookup;
import io.tideway.ws.internal.delivery.RoomPresence;
import io.tideway.ws.internal.delivery.Sequencing;
import io.tideway.ws.internal.delivery.SingleNode;
import io.tideway.ws.internal.delivery.Transactions;
import io.tideway.ws.internal.invoke.CallbackContext;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ObservedEvents;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.registry.ConnectionIds;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.RunningTime;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.spi.Broker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connects the parts of one node that know neither CDI nor a container: registry, rooms, delivery, and the link to
 * other nodes.
 *
 * @param services what its connections share
 * @param delivery what delivers to them
 * @param manager what the application sees of them
 * @param link what starts and stops the broker
 */
record NodeCore(ConnectionServices services, Delivery delivery, ConnectionManager manager, NodeLink link) {

    static NodeCore of(
            NodeSettings settings,
            RoomPolicyBean policy,
            ObservedEvents events,
            SummedLog log,
            Threads threads,
            CallbackContext context,
            JsonCodec codec,
            Transactions transactions,
            IntSupplier maxConnections) {
        ConnectionIds ids = settings.ids();
        ClusterSettings cluster = settings.cluster();
        RoomDefaults defaults = settings.defaults();
        NodeMetrics metrics = new NodeMetrics();
        Pools pools = threads.pools();
        Pools staged = pools.withStagesOn(
                context.on(pools.completions()), context.on(pools.continuations()), context.on(pools.broker()));
        Instant startedAt = Instant.now();
        @Nullable
        BrokerLink link = cluster.broker()
                .map(chosen -> new BrokerLink(
                        chosen,
                        ids.nodeId(),
                        startedAt,
                        cluster.timeToLive(),
                        staged,
                        metrics,
                        (problem, line) -> log.log(kind(problem), line),
                        System::nanoTime))
                .orElse(null);
        boolean remembers = policy.exists() || defaults.remember();
        MembershipRelay relay = new MembershipRelay();
        Registry registry = new Registry(
                remembers ? before(relay, events.memberships()) : events.memberships(),
                events.users(),
                pools.application(),
                link == null ? List.of() : List.of(link.use()));
        Flusher flusher = new Flusher(threads.flushers(), threads.flusherThreads(), threads.timer());
        MemoryBus bus = new MemoryBus(System::nanoTime, defaults.logBytes());
        Broker broker = cluster.broker().orElseGet(bus::onlyNode);
        Remote remote = link == null ? Remote.NONE : link.remote();
        Sequencing sequencing = link == null ? Sequencing.ON_THIS_NODE : Sequencing.BY_BROKER;
        LogContext logs =
                new LogContext(registry, broker, flusher, new Listeners<>(events.rooms()), metrics, staged, remote);
        RoomMemory remembering = new RoomMemory(
                new RoomOptionsLookup(
                        policy.exists() ? policy : room -> defaults.options(),
                        (cause, line) -> log.log(SummedLog.Kind.POLICY_FAILED, "", cause, line)),
                logs,
                sequencing,
                new RoomPresence(
                        logs,
                        InstantSource.system(),
                        link == null ? sequencing.presenceTimeToLive() : cluster.timeToLive()),
                System::nanoTime);
        RoomMemory memory = remembers ? remembering : remembering.unused();
        relay.to(memory);
        Listeners<ConnectionListener> listeners = new Listeners<>(events.connections());
        ConnectionServices services = new ConnectionServices(
                registry,
                metrics,
                codec,
                listeners,
                new Listeners<>(events.failures()),
                new SlowConsumerEvents(listeners, pools.application(), log),
                log,
                staged,
                flusher,
                InstantSource.system(),
                System::nanoTime,
                new RunningTime(System::nanoTime),
                memory,
                ids);
        Delivery delivery = new Delivery(registry, staged, flusher, List.of(), transactions, memory, remote);
        ConnectionManager manager = new NodeConnectionManager(
                registry,
                metrics,
                delivery,
                codec,
                memory,
                link == null ? new SingleNode(ids.nodeId(), startedAt, registry, staged) : link.cluster(registry),
                () -> new LogSizes(bus.logCount(), bus.logBytes(), bus.logsEvicted()),
                maxConnections);
        if (link == null) {
            var unused = broker.start(new AppendedOnly(memory.updates()));
            return new NodeCore(services, delivery, manager, new SingleNodeLink(bus, broker, memory));
        }
        link.serve(registry, delivery, memory.updates());
        return new NodeCore(services, delivery, manager, new ClusterNodeLink(link, cluster));
    }

    private static <L> List<L> before(L first, List<L> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private static SummedLog.Kind kind(LinkProblem problem) {
        return switch (problem) {
            case NOT_PUBLISHED -> SummedLog.Kind.NOT_PUBLISHED;
            case UNREADABLE -> SummedLog.Kind.ENVELOPE_UNREADABLE;
            case LEFT_OUT -> SummedLog.Kind.ENVELOPE_LEFT_OUT;
        };
    }
}
