package io.tideway.ws.internal.connection;

import io.tideway.ws.Handshake;
import io.tideway.ws.internal.registry.LocalConnection;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows what the upgrade has fixed for a connection: its id, its endpoint and its handshake. */
abstract class UpgradedConnection implements LocalConnection {
    private final String id;
    private final EndpointSpec endpoint;
    private final Handshake handshake;
    private final String subprotocol; // empty for none
    private final Instant connectedAt;

    UpgradedConnection(
            String id, EndpointSpec endpoint, Handshake handshake, Optional<String> subprotocol, Instant connectedAt) {
        this.id = id;
        this.endpoint = endpoint;
        this.handshake = handshake;
        this.subprotocol = subprotocol.orElse("");
        this.connectedAt = connectedAt;
    }

    EndpointSpec endpoint() {
        return endpoint;
    }

    @Override
    public String endpointPath() {
        return endpoint.path();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String path() {
        return handshake.path();
    }

    @Override
    public Map<String, String> pathParams() {
        return handshake.pathParams();
    }

    @Override
    public Optional<String> subprotocol() {
        return subprotocol.isEmpty() ? Optional.empty() : Optional.of(subprotocol);
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Optional<Principal> principal() {
        return handshake.principal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return handshake.isUserInRole(Objects.requireNonNull(role, "role must not be null"));
    }

    @Override
    public Instant connectedAt() {
        return connectedAt;
    }

    @Override
    public String toString() {
        return "connection " + id + " on " + endpoint.path();
    }
}
