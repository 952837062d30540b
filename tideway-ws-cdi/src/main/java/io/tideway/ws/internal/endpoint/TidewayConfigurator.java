package io.tideway.ws.internal.endpoint;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.upgrade.RequestPath;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hands what the gate decided over to the endpoint instance of one session. */
public final class TidewayConfigurator extends ServerEndpointConfig.Configurator {
    static final String TICKET = "io.tideway.ws.ticket";
    static final String REFUSAL = "io.tideway.ws.refusal";

    private final ConnectionServices services;
    private final UpgradeGate gate;
    private final Transports transports;
    private final EndpointOptions options;
    private final String contextPath;

    /** Creates the configurator of one endpoint. */
    public TidewayConfigurator(
            ConnectionServices services,
            UpgradeGate gate,
            Transports transports,
            EndpointOptions options,
            String contextPath) {
        this.services = services;
        this.gate = gate;
        this.transports = transports;
        this.options = options;
        this.contextPath = contextPath;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(new TidewayEndpoint(services, gate, transports));
    }

    @Override
    public boolean checkOrigin(String originHeaderValue) {
        return true; // the gate has checked the origin against its host
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return gate.onThisThread()
                .map(UpgradeGate.Verdict.Admitted::subprotocol)
                .orElseGet(() -> choose(requested))
                .filter(requested::contains)
                .orElse("");
    }

    /**
     * Chooses where the thread does not know what the gate has chosen. The gate leaves only its choice in a request. A
     * request that bypassed the gate may offer anything, such as a token instead of a name, so only a choice of the
     * gate is accepted.
     */
    private Optional<String> choose(List<String> requested) {
        return options.subprotocols().stream()
                .filter(requested::contains)
                .findFirst()
                .or(() -> requested.stream().filter(gate::isChosen).findFirst());
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        // Some containers negotiate compression unasked, which costs memory for each connection and forbids raw frames.
        return options.compression() ? super.getNegotiatedExtensions(installed, requested) : List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        // Throwing here answers 500, or nothing at all on some containers, so it must not.
        try {
            // Jetty 12.0 shows the headers as the client has sent them, so the thread comes first.
            Stream<String> ofThread = gate.onThisThread().map(UpgradeGate.Verdict.Admitted::ticket).stream();
            Stream.concat(ofThread, inHeader(request))
                    .filter(gate::present)
                    .findFirst()
                    .ifPresentOrElse(
                            ticket -> config.getUserProperties().put(TICKET, ticket),
                            () -> decideLate(config, request));
        } catch (RuntimeException e) {
            EndpointMessages.decisionFailed(e);
        }
    }

    private static Stream<String> inHeader(HandshakeRequest request) {
        return Stream.ofNullable(request.getHeaders().get(UpgradeGate.TICKET_HEADER))
                .flatMap(List::stream)
                .limit(1);
    }

    private void decideLate(ServerEndpointConfig config, HandshakeRequest request) {
        UpgradeGate.Verdict verdict = gate.admitLate(new UpgradeRequest(
                "GET",
                "HTTP/1.1",
                path(request.getRequestURI()),
                request.getQueryString(),
                request.getHeaders(),
                request.getUserPrincipal(),
                request::isUserInRole,
                null,
                "wss".equals(request.getRequestURI().getScheme())));
        if (verdict instanceof UpgradeGate.Verdict.Admitted admitted && gate.present(admitted.ticket())) {
            config.getUserProperties().put(TICKET, admitted.ticket());
        } else {
            config.getUserProperties().put(REFUSAL, verdict);
        }
    }

    private String path(URI uri) {
        @Nullable String path = uri.getRawPath();
        if (path == null) {
            return "/";
        }
        return RequestPath.below(contextPath, path);
    }
}
