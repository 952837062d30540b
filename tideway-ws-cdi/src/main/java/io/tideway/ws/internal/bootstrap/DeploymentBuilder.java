package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.broker.BrokerLink;
import io.tideway.ws.internal.broker.LinkProblem;
import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.internal.connection.ConnectionListener;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.connection.HandlerFailures;
import io.tideway.ws.internal.connection.RunningTime;
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
import io.tideway.ws.internal.invoke.AccessRules;
import io.tideway.ws.internal.invoke.CallbackContext;
import io.tideway.ws.internal.invoke.CdiEvents;
import io.tideway.ws.internal.invoke.ConnectionContext;
import io.tideway.ws.internal.invoke.HandlerChains;
import io.tideway.ws.internal.invoke.HandlerMethods;
import io.tideway.ws.internal.invoke.HandlerReference;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ObservedEvents;
import io.tideway.ws.internal.invoke.ServerTransactions;
import io.tideway.ws.internal.invoke.ServerValidation;
import io.tideway.ws.internal.invoke.UpgradeCheckBeans;
import io.tideway.ws.internal.messages.EndpointProblem;
import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.options.Settings;
import io.tideway.ws.internal.options.SettingsLookup;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.registry.ConnectionIds;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.spi.Broker;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the runtime of one application from its handler beans. */
final class DeploymentBuilder {
    private final BeanManager beans;
    private final ClassLoader loader;
    private final Threads threads = new Threads();
    private final ServerTransactions transactions = new ServerTransactions();
    private final Protocols protocols;
    private final Delivery delivery;
    private final JsonCodec codec;
    private final CallbackContext context;
    private final ConnectionServices services;
    private final Map<PathTemplate, EndpointSpec> endpoints = new LinkedHashMap<>();
    private final ConnectionManager manager;
    private final RoomPolicyBean roomPolicy;
    private final ModuleOptions roomSettings;
    private final ModuleOptions realtimeSettings;
    private final ClusterSettings clusterSettings;
    private final NodeLink nodeLink;
    private final Set<String> roles = new HashSet<>();
    // One for all dependent handlers and checks, which live as long as the application.
    private final CreationalContext<?> owner;
    private final ServerValidation validation;

    DeploymentBuilder(
            BeanManager beans, ClassLoader loader, ConnectionContext connections, Collection<Bean<?>> policies) {
        this.beans = beans;
        this.loader = loader;
        this.codec = new JsonCodec(loader);
        this.protocols = new Protocols(loader);
        this.context = new CallbackContext(
                loader, beans.createInstance().select(RequestContextController.class)::get, connections);
        Pools pools = threads.pools();
        SummedLog log = new SummedLog(pools.upkeep(), System::nanoTime);
        // On threads of our own, which a stop waits for: observers fail once the server has taken the application down.
        ObservedEvents events = new ObservedEvents(
                beans, new CdiEvents(context, beans.getEvent(), context.loading(threads.observers()), log));
        Listeners<ConnectionListener> listeners = new Listeners<>(events.connections());
        NodeMetrics metrics = new NodeMetrics();
        this.roomPolicy = new RoomPolicyBean(beans, policies);
        Settings settings = SettingsLookup.find(loader);
        ConnectionIds ids = new ConnectionIds(NodeId.next());
        this.roomSettings = new ModuleOptions(settings, "rooms");
        this.realtimeSettings = new ModuleOptions(settings, "realtime");
        this.clusterSettings = new ClusterSettings(settings, loader, ids.nodeId());
        RoomDefaults defaults = RoomDefaults.read(roomSettings);
        boolean remembers = roomPolicy.exists() || defaults.remember();
        MembershipRelay relay = new MembershipRelay();
        Pools staged = pools.withStagesOn(
                context.on(pools.completions()), context.on(pools.continuations()), context.on(pools.broker()));
        Instant startedAt = Instant.now();
        @Nullable
        BrokerLink link = clusterSettings
                .broker()
                .map(chosen -> new BrokerLink(
                        chosen,
                        ids.nodeId(),
                        startedAt,
                        clusterSettings.timeToLive(),
                        staged,
                        metrics,
                        (problem, line) -> log.log(kind(problem), line),
                        System::nanoTime))
                .orElse(null);
        Registry registry = new Registry(
                remembers ? before(relay, events.memberships()) : events.memberships(),
                events.users(),
                pools.application(),
                link == null ? List.of() : List.of(link.use()));
        Flusher flusher = new Flusher(threads.flushers(), threads.flusherThreads());
        MemoryBus bus = new MemoryBus(System::nanoTime, defaults.logBytes());
        Broker broker = clusterSettings.broker().orElseGet(bus::onlyNode);
        Remote remote = link == null ? Remote.NONE : link.remote();
        Sequencing sequencing = link == null ? Sequencing.ON_THIS_NODE : Sequencing.BY_BROKER;
        LogContext logs =
                new LogContext(registry, broker, flusher, new Listeners<>(events.rooms()), metrics, staged, remote);
        RoomMemory remembering = new RoomMemory(
                new RoomOptionsLookup(roomPolicy.exists() ? roomPolicy : room -> defaults.options()),
                logs,
                sequencing,
                new RoomPresence(
                        logs,
                        InstantSource.system(),
                        link == null ? sequencing.presenceTimeToLive() : clusterSettings.timeToLive()),
                System::nanoTime);
        RoomMemory memory = remembers ? remembering : remembering.unused();
        relay.to(memory);
        this.services = new ConnectionServices(
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
        this.delivery =
                new Delivery(registry, services.pools(), services.flusher(), List.of(), transactions, memory, remote);
        if (link == null) {
            var unused = broker.start(new AppendedOnly(memory.updates()));
            this.nodeLink = new SingleNodeLink(bus, broker, memory);
        } else {
            link.serve(registry, delivery, memory.updates());
            this.nodeLink = new ClusterNodeLink(link, clusterSettings);
        }
        this.manager = new NodeConnectionManager(
                registry,
                metrics,
                delivery,
                codec,
                memory,
                link == null ? new SingleNode(ids.nodeId(), startedAt, registry, staged) : link.cluster(registry),
                () -> new LogSizes(bus.logCount(), bus.logBytes(), bus.logsEvicted()),
                this::maxConnections);
        this.owner = beans.createCreationalContext(null);
        this.validation = new ServerValidation(beans, owner);
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

    ConnectionManager manager() {
        return manager;
    }

    /** Has JSON read and written by the application's own provider, if it has one. */
    void useJsonProvider(Set<Bean<?>> providers, Consumer<String> problems) {
        if (providers.isEmpty()) {
            return;
        }
        try {
            codec.useBean(beans, providers, owner);
        } catch (RuntimeException e) {
            problems.accept(BootstrapMessages.noJsonb(e));
        }
    }

    /** Adds the endpoints of valid definitions; reports handlers and checks that cannot be obtained from CDI. */
    void add(Collection<HandlerDefinition> definitions, Collection<Bean<?>> checkBeans, Consumer<String> problems) {
        HandlerChains chains = new HandlerChains(
                context,
                codec,
                new UpgradeCheckBeans(beans, owner).of(checkBeans, problems),
                services.failures(),
                services.log());
        roomPolicy.obtain(problems);
        roomSettings.problems().forEach(problems);
        clusterSettings.problems().forEach(problems);
        for (HandlerDefinition definition : definitions) {
            String path = definition.template().toString();
            String name = definition.bean().getBeanClass().getName();
            try {
                HandlerReference reference = new HandlerReference(beans, definition.bean(), owner);
                AccessRules rules = new AccessRules(beans, definition.type());
                HandlerCalls handler =
                        chains.of(path, name, reference.handler(), reference::onUpgrade, rules, definition.jsonType());
                Protocols.Spoken spoken = spoken(definition, reference, rules, problems);
                rules.roles().forEach(roles::add); // those of the methods that the protocol calls, too
                endpoints.put(
                        definition.template(), EndpointSpec.of(path, spoken.options(), handler, spoken.protocol()));
            } catch (RuntimeException e) {
                problems.accept(EndpointProblem.on(BootstrapMessages.noReference(e), path, name));
            }
        }
        if (realtimeSettings.isRead()) { // else they are for other applications of the same configuration
            realtimeSettings.problems().forEach(problems);
        }
    }

    private Protocols.Spoken spoken(
            HandlerDefinition definition, HandlerReference reference, AccessRules rules, Consumer<String> problems) {
        Class<?> handler = definition.type().getJavaClass();
        String path = definition.template().toString();
        protocols.missing(handler).ifPresent(problems);
        HandlerMethods methods = new HandlerMethods(
                reference.handler(),
                rules,
                context,
                new HandlerFailures(path, handler.getName(), services.failures()),
                validation);
        return protocols.of(
                handler,
                definition.options(),
                () -> new ProvidedEndpoint(
                        handler,
                        definition.options(),
                        methods,
                        codec,
                        delivery,
                        services.memory(),
                        services.clock(),
                        realtimeSettings,
                        text -> problems.accept(EndpointProblem.on(text, path, handler.getName()))));
    }

    /**
     * Builds the runtime.
     *
     * @param declaredRoles roles that the application names beside those of the rules of its handlers
     * @param stopTimeout how long a stop may take
     */
    Deployment build(Set<String> declaredRoles, Duration stopTimeout) {
        roles.addAll(declaredRoles);
        return new Deployment(
                services,
                endpoints,
                Set.copyOf(roles),
                codec,
                threads,
                transactions,
                stopTimeout,
                this::release,
                nodeLink);
    }

    private void release() {
        owner.release();
        roomPolicy.release();
    }

    ClassLoader loader() {
        return loader;
    }

    private int maxConnections() {
        long sum = endpoints.values().stream()
                .map(EndpointSpec::options)
                .mapToLong(EndpointOptions::maxConnections)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
