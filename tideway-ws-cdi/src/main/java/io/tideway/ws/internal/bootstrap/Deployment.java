package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.Messages;
import io.tideway.ws.internal.codec.JsonCodec;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.connection.Node;
import io.tideway.ws.internal.connection.Watchdog;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.endpoint.PathTemplate;
import io.tideway.ws.internal.endpoint.UpgradeGate;
import io.tideway.ws.internal.registry.Peer;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the endpoints of one application; whoever hosts it calls {@link #start} once the container takes
 * endpoints, and {@link #stop} before CDI goes down. Thread-safe, and both do their work once.
 */
public final class Deployment {
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(5);
    private static final Duration LONGEST_SWEEP = Duration.ofMillis(250);

    private final Node node;
    private final Map<PathTemplate, EndpointSpec> endpoints;
    private final UpgradeGate gate;
    private final JsonCodec codec;
    private final Threads threads;
    private final Runnable released;
    private @Nullable ServerContainer startedIn; // guarded by this
    private boolean stopped; // guarded by this

    Deployment(
            Node node,
            Map<PathTemplate, EndpointSpec> endpoints,
            Set<String> declaredRoles,
            JsonCodec codec,
            Threads threads,
            Runnable released) {
        this.node = node;
        this.endpoints = endpoints;
        this.gate = new UpgradeGate(node, endpoints, declaredRoles);
        this.codec = codec;
        this.threads = threads;
        this.released = released;
    }

    /** Returns what decides upgrades. */
    public UpgradeGate gate() {
        return gate;
    }

    /** Adds every endpoint to a container whose context path is the root; see {@link #start(ServerContainer, String)}. */
    public void start(ServerContainer container) {
        start(container, "");
    }

    /**
     * Adds every endpoint to the container.
     *
     * @param contextPath the application's context path, empty for the root
     * @throws IllegalStateException if the container refuses an endpoint, the message holds every refusal; or if another
     *     application has started this deployment
     */
    public synchronized void start(ServerContainer container, String contextPath) {
        if (startedIn != null) {
            if (startedIn != container) {
                throw new IllegalStateException(Messages.shared(contextPath));
            }
            return;
        }
        startedIn = container;
        threads.start();
        Transports transports = new Transports(threads.closers(), threads.flushers());
        new EndpointRegistrar(node, gate, transports, container, contextPath).register(endpoints);
        Watchdog watchdog = new Watchdog(node.registry());
        // One task with a short period: a server keeps a cancelled one, and with it the application, until it is due.
        threads.every(sweepPeriod(), () -> {
            watchdog.run();
            gate.expire();
        });
    }

    /** Closes every connection with 1001, waits for each to have ended as long as its close timeout, and stops all threads. */
    public void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        gate.close();
        node.registry().close();
        eachConnection((connection, frame) -> connection.beginClose(frame));
        Duration grace = longest(EndpointOptions::closeTimeout);
        node.registry().awaitEmpty(grace);
        eachConnection((connection, frame) -> connection.lifecycle().terminate(frame));
        node.registry().awaitEmpty(grace);
        threads.stop(grace);
        released.run();
        codec.close();
    }

    private void eachConnection(BiConsumer<LiveConnection, CloseFrame> action) {
        for (Peer peer : node.registry().peers()) {
            if (peer instanceof LiveConnection connection) {
                action.accept(connection, CloseFrame.GOING_AWAY);
            }
        }
    }

    private Duration longest(Function<EndpointOptions, Duration> option) {
        return options().map(option).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Looks four times within the shortest time limit, so that a limit is kept to a quarter. */
    private Duration sweepPeriod() {
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
