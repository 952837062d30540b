package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.Lifecycle;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.connection.Watchdog;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.endpoint.EndpointRegistrar;
import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ServerTransactions;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.spi.CloseCause;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Starts and stops the endpoints of one application; its host calls {@link #start} once the container takes endpoints,
 * and {@link #stop} before CDI goes down. Thread-safe, and both do their work once.
 */
public final class Deployment {
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(5);
    private static final Duration LONGEST_SWEEP = Duration.ofMillis(250);
    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(20);

    private final ConnectionServices services;
    private final Map<PathTemplate, EndpointSpec> endpoints;
    private final UpgradeGate gate;
    private final JsonCodec codec;
    private final Threads threads;
    private final ServerTransactions transactions;
    private final Duration stopTimeout;
    private final Watchdog watchdog;
    private final Runnable released;
    private final NodeLink link;
    private final StartState state = new StartState();

    Deployment(
            ConnectionServices services,
            Map<PathTemplate, EndpointSpec> endpoints,
            Set<String> declaredRoles,
            JsonCodec codec,
            Threads threads,
            ServerTransactions transactions,
            Duration stopTimeout,
            Runnable released,
            NodeLink link) {
        this.services = services;
        this.endpoints = endpoints;
        this.gate = new UpgradeGate(services, endpoints, declaredRoles);
        this.codec = codec;
        this.threads = threads;
        this.transactions = transactions;
        this.stopTimeout = stopTimeout;
        this.watchdog = new Watchdog(services.registry(), services.time(), checkPeriod());
        this.released = released;
        this.link = link;
    }

    /** Tells whether clients should come to this node, as far as its connection to the others is concerned. */
    boolean isReady() {
        return link.isReady();
    }

    /** Returns the gate, which decides on upgrades. */
    public UpgradeGate gate() {
        return gate;
    }

    /** Returns what reads and writes JSON. */
    JsonCodec codec() {
        return codec;
    }

    /** Adds every endpoint to a container whose context path is the root; see {@link #start(HostContainer, String)}. */
    public void start(HostContainer container) {
        start(container, "");
    }

    /**
     * Adds every endpoint to the container.
     *
     * @param contextPath the application's context path, empty for the root
     * @throws IllegalStateException if the container refuses an endpoint, the message holds every refusal; if another
     *     application has started this deployment; if a broker is required and not reachable; if the deployment is
     *     stopped meanwhile; or if another thread starts it, and fails or is not waited for, since this one is
     *     interrupted
     */
    public void start(HostContainer container, String contextPath) {
        if (!state.beginStart(container, contextPath)) {
            return;
        }
        try {
            threads.start();
            transactions.lookUp();
            state.checkNotStopped(); // a stop waits for a start only so long, and may be over
            link.start();
            state.checkNotStopped();
            Transports transports = new Transports(threads.closers(), threads.pingers(), threads.flushers());
            new EndpointRegistrar(services, gate, transports, container, contextPath).register(endpoints);
            threads.every(checkPeriod(), this::checkTimeLimits);
            state.succeeded();
        } finally {
            state.endStart();
        }
    }

    /** Checks everything that has a time limit; called periodically. */
    void checkTimeLimits() {
        watchdog.run();
        gate.expire();
        services.log().tellSums();
        services.memory().upkeep();
        link.upkeep();
    }

    /** Returns how long a stop may take as a whole, the option {@code stop-timeout}. */
    public Duration stopTimeout() {
        return stopTimeout;
    }

    /** Stops within {@link #stopTimeout()}; see {@link #stop(Duration, Duration)}. */
    public void stop() {
        stop(stopTimeout, Duration.ZERO);
    }

    /**
     * Closes every connection with 1001 after what is queued, those of upgrades under way included, gives up those that
     * have not closed after half of the budget, interrupts the callbacks that have not returned after three quarters,
     * and stops all threads.
     *
     * @param budget how long the stop of the application may take as a whole
     * @param spent how much of it is over already, where the host has stopped something before
     */
    public void stop(Duration budget, Duration spent) {
        if (!state.beginStop()) {
            return;
        }
        long begun = System.nanoTime() - spent.toNanos();
        gate.close();
        link.abandonStart();
        state.awaitStarted(left(begun, budget.dividedBy(8)));
        services.registry().close();
        eachConnection(lifecycle -> lifecycle.beginClose(CloseCause.STOPPING));
        // A session that opens from now on is closed at once; later, its container would find no classes for it.
        gate.awaitSettled(left(begun, budget.dividedBy(4)));
        // Half for the close frames, a quarter for onDisconnect, and the rest for callbacks that block and for the
        // host.
        services.registry()
                .awaitEmpty(Collections.min(
                        List.of(longest(EndpointOptions::closeTimeout), left(begun, budget.dividedBy(2)))));
        eachConnection(lifecycle -> lifecycle.terminate(CloseCause.STOPPING));
        if (!services.registry().awaitEmpty(left(begun, budget.multipliedBy(3).dividedBy(4)))) {
            interruptCallbacks(begun, budget.multipliedBy(7).dividedBy(8));
        }
        // Behind the last leaves, which other nodes are told of.
        link.stop(left(begun, budget.multipliedBy(15).dividedBy(16)).dividedBy(2));
        services.log().close();
        threads.stop(left(begun, budget.multipliedBy(15).dividedBy(16)));
        released.run();
        codec.close();
    }

    /**
     * Interrupts the callbacks that do not return, then the observers and beans that run because of that, until the
     * limit.
     */
    private void interruptCallbacks(long begun, Duration limit) {
        boolean over;
        do {
            over = left(begun, limit).isZero();
            List<String> interrupted = services.registry().unreleased().stream()
                    .filter(LiveConnection.class::isInstance)
                    .flatMap(local -> ((LiveConnection) local).lifecycle().interrupt().stream())
                    .toList();
            if (!interrupted.isEmpty()) {
                BootstrapMessages.callbacksInterrupted(interrupted);
            }
        } while (!over && !services.registry().awaitEmpty(BETWEEN_INTERRUPTS));
    }

    private static Duration left(long begun, Duration budget) {
        Duration left = budget.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void eachConnection(Consumer<Lifecycle> action) {
        for (LocalConnection local : services.registry().everyConnection()) {
            if (local instanceof LiveConnection connection) {
                action.accept(connection.lifecycle());
            }
        }
    }

    private Duration longest(Function<EndpointOptions, Duration> option) {
        return options().map(option).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Returns a quarter of the shortest time limit, so that each limit is exceeded by a quarter at most. */
    private Duration checkPeriod() {
        Duration shortest = options()
                .flatMap(o -> Stream.of(o.sendTimeout(), o.closeTimeout(), o.heartbeatInterval()))
                .filter(duration -> !duration.isZero())
                .min(Comparator.naturalOrder())
                .orElse(LONGEST_SWEEP)
                .dividedBy(4);
        return Collections.max(List.of(SHORTEST_SWEEP, Collections.min(List.of(LONGEST_SWEEP, shortest))));
    }

    private Stream<EndpointOptions> options() {
        Collection<EndpointSpec> specs = endpoints.values();
        return specs.stream().map(EndpointSpec::options);
    }
}
