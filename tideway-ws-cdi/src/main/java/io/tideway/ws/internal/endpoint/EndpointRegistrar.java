package io.tideway.ws.internal.endpoint;

import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds a programmatic endpoint to the container for each handler (Jakarta WebSocket 2.1, §6.4). */
public final class EndpointRegistrar {
    private static final String PERMESSAGE_DEFLATE = "permessage-deflate";

    private final ConnectionServices services;
    private final UpgradeGate gate;
    private final Transports transports;
    private final ServerContainer container;
    private final String contextPath;

    /** Creates a registrar for one application; an empty context path is the root. */
    public EndpointRegistrar(
            ConnectionServices services,
            UpgradeGate gate,
            Transports transports,
            HostContainer container,
            String contextPath) {
        this.services = services;
        this.gate = gate;
        this.transports = transports;
        this.container = container.container();
        this.contextPath = contextPath;
    }

    /**
     * Adds the endpoints.
     *
     * @throws IllegalStateException if the container refuses some; the message holds every refusal
     */
    public void register(Map<PathTemplate, EndpointSpec> endpoints) {
        List<String> problems = new ArrayList<>();
        endpoints.forEach((template, endpoint) -> {
            String handler = endpoint.handler().handlerName();
            try {
                container.addEndpoint(config(endpoint));
                EndpointMessages.registered(endpoint.path(), handler);
            } catch (DeploymentException | RuntimeException e) {
                problems.add(EndpointMessages.endpointRefused(endpoint.path(), handler, e));
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), problems));
        }
    }

    private ServerEndpointConfig config(EndpointSpec endpoint) {
        List<Extension> extensions =
                endpoint.options().compression() ? List.copyOf(container.getInstalledExtensions()) : List.of();
        if (endpoint.options().compression()
                && extensions.stream().noneMatch(extension -> PERMESSAGE_DEFLATE.equals(extension.getName()))) {
            EndpointMessages.noCompression(endpoint.path());
        }
        return ServerEndpointConfig.Builder.create(TidewayEndpoint.class, endpoint.path())
                .configurator(new TidewayConfigurator(services, gate, transports, endpoint.options(), contextPath))
                .subprotocols(endpoint.options().subprotocols())
                .extensions(extensions)
                .build();
    }
}
