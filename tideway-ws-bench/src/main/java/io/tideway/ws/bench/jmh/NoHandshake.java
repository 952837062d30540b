package io.tideway.ws.bench.jmh;

import io.tideway.ws.Handshake;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes no request, for connections without a server. */
record NoHandshake() implements Handshake {
    @Override
    public String path() {
        return "/crowd";
    }

    @Override
    public Map<String, String> pathParams() {
        return Map.of();
    }

    @Override
    public Map<String, List<String>> queryParams() {
        return Map.of();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> origin() {
        return Optional.empty();
    }

    @Override
    public List<String> subprotocols() {
        return List.of();
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.empty();
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public Optional<InetSocketAddress> remoteAddress() {
        return Optional.empty();
    }

    @Override
    public void setUserId(String userId) {
        throw new IllegalStateException("there is no handshake");
    }

    @Override
    public void setMetadata(String key, Object value) {
        throw new IllegalStateException("there is no handshake");
    }
}
