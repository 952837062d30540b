package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.protocol.FrameEncodings;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.internal.protocol.ProvidedProtocol;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/** Holds the protocols of the application: raw WebSocket, and those that its jars provide. */
final class Protocols {
    private final Protocol raw = new RawProtocol(); // one for all, so that a broadcast is encoded once
    private final FrameEncodings encodings = new FrameEncodings();
    private final List<ProtocolProvider> providers;

    /**
     * What an endpoint speaks.
     *
     * @param protocol the protocol
     * @param options the endpoint's options, with the subprotocols of the protocol
     */
    record Spoken(Protocol protocol, EndpointOptions options) {}

    Protocols(ClassLoader loader) {
        this.providers = ServiceLoader.load(ProtocolProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Tells what is wrong with a handler that speaks another protocol than it is written for. */
    List<String> problems(Class<?> handler) {
        if (provider(handler).isPresent()) {
            return List.of();
        }
        if (RealtimeHandler.class.isAssignableFrom(handler)) {
            return List.of(BootstrapMessages.noRealtimeProtocol(handler.getName()));
        }
        return UncallableMethods.problems(handler);
    }

    /** Makes the protocol of an endpoint. */
    Spoken of(Class<?> handler, EndpointOptions options, Supplier<ProtocolEndpoint> endpoint) {
        return provider(handler)
                .map(provider -> provided(provider.protocol(endpoint.get()), options))
                .orElseGet(() -> new Spoken(raw, options));
    }

    private Spoken provided(EndpointProtocol protocol, EndpointOptions options) {
        Set<String> subprotocols = new LinkedHashSet<>(options.subprotocols());
        subprotocols.addAll(protocol.subprotocols());
        return new Spoken(
                new ProvidedProtocol(protocol, encodings),
                options.toBuilder().subprotocols(List.copyOf(subprotocols)).build());
    }

    private Optional<ProtocolProvider> provider(Class<?> handler) {
        return providers.stream()
                .filter(provider -> provider.handlerType().isAssignableFrom(handler))
                .findFirst();
    }
}
