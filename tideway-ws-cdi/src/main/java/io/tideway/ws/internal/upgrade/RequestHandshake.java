package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.internal.registry.Names;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows an upgrade request to the application; a snapshot once the upgrade is decided. */
public final class RequestHandshake implements Handshake {
    private final String path;
    private volatile Supplier<Map<String, List<String>>> headers;
    private final @Nullable Principal principal;
    private final @Nullable InetSocketAddress remoteAddress;
    private final boolean secure;
    private final Map<String, String> pathParams;
    private final Map<String, List<String>> queryParams;
    private final List<String> subprotocols;
    private Map<String, Object> metadata = Map.of(); // changed before the decision only
    private volatile @Nullable String userId;
    private volatile boolean decided;
    private volatile Predicate<String> roles;

    RequestHandshake(UpgradeRequest request, Map<String, String> pathParams) {
        this.path = request.path();
        this.headers = request::headers;
        this.principal = request.principal();
        this.remoteAddress = request.remoteAddress();
        this.secure = request.secure();
        this.pathParams = pathParams.isEmpty() ? Map.of() : Collections.unmodifiableMap(pathParams);
        this.queryParams = QueryParams.parse(request.queryString());
        this.subprotocols =
                HeaderList.of(request.values("Sec-WebSocket-Protocol")).elements();
        this.userId = userOf(principal);
        this.roles = request.userInRole();
    }

    /** Freezes the handshake and drops the container's request, which is invalid after the upgrade. */
    void decide(Set<String> declaredRoles) {
        Set<String> held = declaredRoles.stream().filter(roles).collect(Collectors.toUnmodifiableSet());
        roles = held.isEmpty() ? role -> false : held::contains; // one object for all that have none
        headers = HeaderText.of(headers.get());
        decided = true;
    }

    @Nullable
    public String userId() {
        return userId;
    }

    public Map<String, Object> metadata() {
        return metadata;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Map<String, String> pathParams() {
        return pathParams;
    }

    @Override
    public Map<String, List<String>> queryParams() {
        return queryParams;
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers.get();
    }

    @Override
    public Optional<String> header(String name) {
        List<String> values = headers().getOrDefault(Objects.requireNonNull(name, "name must not be null"), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    @Override
    public Optional<String> origin() {
        return header("Origin");
    }

    @Override
    public List<String> subprotocols() {
        return subprotocols;
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    @Override
    public boolean isUserInRole(String role) {
        return roles.test(Objects.requireNonNull(role, "role must not be null"));
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public Optional<InetSocketAddress> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    @Override
    public void setUserId(String id) {
        requireUndecided();
        userId = Names.user(Objects.requireNonNull(id, "userId must not be null"));
    }

    @Override
    public void setMetadata(String key, Object value) {
        requireUndecided();
        Map<String, Object> changed = new HashMap<>(metadata);
        changed.put(
                Objects.requireNonNull(key, "key must not be null"),
                Objects.requireNonNull(value, "value must not be null"));
        metadata = changed;
    }

    private static @Nullable String userOf(@Nullable Principal principal) {
        String name = principal == null ? null : principal.getName();
        // A caller whose name no index would take is still a caller, only not found by it.
        return name != null && Names.isUser(name) ? name : null;
    }

    private void requireUndecided() {
        if (decided) {
            throw new IllegalStateException(UpgradeMessages.handshakeDecided());
        }
    }
}
