package io.tideway.ws.tyrus.internal;

import io.tideway.ws.internal.bootstrap.Deployment;
import io.tideway.ws.internal.endpoint.HostContainer;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import io.tideway.ws.tyrus.internal.beans.BeanContainer;
import io.tideway.ws.tyrus.internal.container.EndpointContainer;
import io.tideway.ws.tyrus.internal.container.FrontSettings;
import io.tideway.ws.tyrus.internal.container.HandshakeGate;
import io.tideway.ws.tyrus.internal.container.HttpFront;
import io.tideway.ws.tyrus.internal.container.HttpMount;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts what a server is made of, in this order: beans, endpoints, port; and stops it in the opposite one.
 *
 * <p>Start and stop are the caller's to call once each.
 */
public final class Standalone {

    /** What has been started, the last first. */
    private final Deque<Step> started = new ArrayDeque<>();

    private final SeContainer beans;
    private final HttpFront front;
    private Duration stopTimeout = Duration.ofSeconds(6); // until it is known

    private record Step(String name, Consumer<StopBudget> stop) {}

    private Standalone(ServerSettings settings) throws IOException {
        List<String> mistakes = mistakes(settings);
        String name = "tideway-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            Packaging.check(BeanContainer.loader());
            beans = BeanContainer.start(name, settings.beans(), settings.discovery(), mistakes);
            started.push(new Step("Weld", budget -> beans.close()));
            EndpointContainer endpoints = new EndpointContainer(name, settings.contextPath());
            started.push(new Step("Tyrus", budget -> endpoints.stop()));
            Deployment deployment = beans.select(Deployment.class).get();
            stopTimeout = settings.stopTimeout().orElseGet(deployment::stopTimeout);
            List<HttpMount> mounts =
                    settings.mounts().stream().map(mount -> mount.apply(beans)).toList();
            deployment.start(
                    new HostContainer(endpoints), "/".equals(settings.contextPath()) ? "" : settings.contextPath());
            if (endpoints.isEmpty()) {
                StandaloneMessages.noEndpoints();
            }
            started.push(new Step("the endpoints", budget -> deployment.stop(budget.whole(), budget.spent())));
            front = HttpFront.open(frontSettings(name, settings), endpoints, gate(deployment.gate()), mounts);
            Step connections = started.pop();
            Step tyrus = started.pop();
            started.push(new Step("the HTTP server", budget -> front.close(budget.left())));
            started.push(tyrus);
            started.push(connections);
            started.push(new Step("the port", budget -> front.stopAccepting(budget.part(25))));
        } catch (IOException | RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    /**
     * Starts a server.
     *
     * @param settings what it is to be
     * @return the running server
     * @throws IllegalArgumentException if the host is not an address of this machine
     * @throws jakarta.enterprise.inject.spi.DeploymentException if something is wrong with the beans or endpoints
     * @throws UncheckedIOException if the port cannot be bound
     */
    public static Standalone start(ServerSettings settings) {
        try {
            return new Standalone(settings);
        } catch (IOException e) {
            String text = StandaloneMessages.cannotListen(settings.host(), settings.port(), e);
            throw new UncheckedIOException(text, e);
        }
    }

    /** Returns the beans. */
    public SeContainer beans() {
        return beans;
    }

    /** Returns the bound port. */
    public int port() {
        return front.port();
    }

    /** Stops everything within one budget; what fails to stop is logged and does not keep the rest from it. */
    public void stop() {
        StopBudget budget = new StopBudget(stopTimeout);
        while (!started.isEmpty()) {
            Step step = started.pop();
            try {
                step.stop().accept(budget);
            } catch (RuntimeException | Error e) {
                StandaloneMessages.stopFailed(step.name(), e);
            }
        }
    }

    private static FrontSettings frontSettings(String name, ServerSettings settings) {
        return new FrontSettings(
                name,
                settings.host(),
                settings.port(),
                settings.contextPath(),
                settings.maxWorkers(),
                settings.limits(),
                settings.connectionLimits(),
                settings.tls());
    }

    private static HandshakeGate gate(UpgradeGate gate) {
        return new HandshakeGate() {
            @Override
            public UpgradeGate.Verdict admit(UpgradeRequest request) {
                return gate.admit(request);
            }

            @Override
            public void revoke(String ticket) {
                gate.revoke(ticket);
            }
        };
    }

    /** Returns the mistakes in the settings, a wrong host among them unless it is the only one and thrown at once. */
    private static List<String> mistakes(ServerSettings settings) throws SocketException {
        Optional<IllegalArgumentException> wrongHost = wrongHost(settings.host());
        if (wrongHost.isPresent() && settings.mistakes().isEmpty()) {
            throw wrongHost.get();
        }
        Stream<String> ofHost = wrongHost.stream().map(wrong -> StandaloneMessages.notOurHost(settings.host()));
        return Stream.concat(settings.mistakes().stream(), ofHost).toList();
    }

    /** Tells a wrong host apart from a taken port; the system's message is the same for several mistakes. */
    private static Optional<IllegalArgumentException> wrongHost(String host) throws SocketException {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null
                    ? Optional.empty()
                    : Optional.of(new IllegalArgumentException(StandaloneMessages.notOurHost(host)));
        } catch (UnknownHostException e) {
            return Optional.of(new IllegalArgumentException(StandaloneMessages.notOurHost(host), e));
        }
    }
}
