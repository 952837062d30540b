package io.tideway.ws.bench.jmh;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.internal.connection.ConnectionListener;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.connection.SlowConsumerEvents;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.delivery.AppendedOnly;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.LogContext;
import io.tideway.ws.internal.delivery.LogSizes;
import io.tideway.ws.internal.delivery.NodeConnectionManager;
import io.tideway.ws.internal.delivery.Remote;
import io.tideway.ws.internal.delivery.RoomMemory;
import io.tideway.ws.internal.delivery.RoomOptionsLookup;
import io.tideway.ws.internal.delivery.RoomPresence;
import io.tideway.ws.internal.delivery.Sequencing;
import io.tideway.ws.internal.delivery.SingleNode;
import io.tideway.ws.internal.delivery.Transactions;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.WriteBatch;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.registry.ConnectionIds;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.RunningTime;
import io.tideway.ws.spi.Broker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Runs a node with many connections that take whatever they are sent, all of the same room. */
public final class CrowdedNode implements AutoCloseable {
    /** The room that all are in. */
    public static final String ROOM = "crowd";

    static final int FLUSHERS = 2;

    private static final EndpointOptions OPTIONS = EndpointOptions.builder()
            .outboundQueueMessages(1_000_000)
            .outboundQueueBytes(1 << 30)
            .overflow(OverflowPolicy.DROP_NEWEST)
            .maxRooms(1000)
            .build();

    private final JsonCodec json = new JsonCodec(CrowdedNode.class.getClassLoader());
    private final Registry registry = new Registry(List.of(), List.of(), ReliableExecutor.of(Runnable::run));
    private final NodeMetrics metrics = new NodeMetrics();
    private final ConnectionManager manager;
    private final ConnectionServices node;
    private final EndpointSpec endpoint = EndpointSpec.of("/crowd", OPTIONS, new SilentHandler(), new RawProtocol());
    private final List<LiveConnection> connections = new ArrayList<>();

    /**
     * Connects so many.
     *
     * @param flushers where what was broadcast is written
     */
    public CrowdedNode(int size, Executor flushers) {
        this(size, flushers, RoomOptions.none());
    }

    /** Connects so many to a room with options. */
    CrowdedNode(int size, Executor flushers, RoomOptions options) {
        Flusher flusher = new Flusher(flushers, FLUSHERS);
        SummedLog log = new SummedLog(Runnable::run, System::nanoTime);
        Pools pools = Pools.of(Runnable::run);
        RoomMemory memory = memory(options, flusher, pools);
        Listeners<ConnectionListener> none = new Listeners<>(List.of());
        ConnectionIds ids = new ConnectionIds("benchone");
        this.node = new ConnectionServices(
                registry,
                metrics,
                json,
                none,
                new Listeners<>(List.of()),
                new SlowConsumerEvents(none, Runnable::run, log),
                log,
                pools,
                flusher,
                InstantSource.system(),
                System::nanoTime,
                new RunningTime(System::nanoTime),
                memory,
                ids);
        Delivery delivery = new Delivery(registry, pools, flusher, List.of(), Transactions.NONE, memory, Remote.NONE);
        this.manager = new NodeConnectionManager(
                registry,
                metrics,
                delivery,
                json,
                memory,
                new SingleNode("bench", Instant.now(), registry, pools),
                () -> LogSizes.NONE,
                () -> Integer.MAX_VALUE);
        for (int i = 0; i < size; i++) {
            LiveConnection connection = connect();
            connection.joinRoom(ROOM);
            connection.setUserId("user-" + i);
            connections.add(connection);
        }
    }

    private RoomMemory memory(RoomOptions options, Flusher flusher, Pools pools) {
        Broker broker = new MemoryBus(System::nanoTime, 1 << 26).onlyNode();
        LogContext logs =
                new LogContext(registry, broker, flusher, new Listeners<>(List.of()), metrics, pools, Remote.NONE);
        RoomMemory memory = new RoomMemory(
                new RoomOptionsLookup(room -> options, (cause, line) -> {}),
                logs,
                Sequencing.ON_THIS_NODE,
                new RoomPresence(logs, InstantSource.system(), Sequencing.ON_THIS_NODE.presenceTimeToLive()),
                System::nanoTime);
        RoomMemory used = options.equals(RoomOptions.none()) ? memory.unused() : memory;
        var unused = broker.start(new AppendedOnly(used.updates()));
        return used;
    }

    LiveConnection connect() {
        endpoint.slots().take();
        LiveConnection connection = new LiveConnection(
                UUID.randomUUID().toString(),
                endpoint,
                node,
                new NoHandshake(),
                Optional.empty(),
                Map.of(),
                new NullTransport());
        connection.lifecycle().opened(null);
        return connection;
    }

    /** Returns the node's manager. */
    public ConnectionManager manager() {
        return manager;
    }

    /** Returns the connections. */
    public List<LiveConnection> connections() {
        return connections;
    }

    @Override
    public void close() {
        json.close();
    }

    /** Takes batches as the fast transports do, and has written each at once. */
    private static final class NullTransport implements Transport {
        @Override
        public void write(WriteBatch batch, Completion completion) {
            completion.written();
        }

        @Override
        public int batchBytes() {
            return 32 * 1024;
        }

        @Override
        public void close(CloseFrame frame) {}

        @Override
        public void abort(CloseFrame reported) {}
    }
}
