package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.lane.Admission;
import io.tideway.ws.internal.lane.Lane;
import io.tideway.ws.internal.lane.Payload;
import io.tideway.ws.internal.lane.Sweep;
import io.tideway.ws.internal.registry.Flush;
import io.tideway.ws.internal.registry.Membership;
import io.tideway.ws.internal.registry.Peer;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Is what the application knows of one connection; what leads it through its life is the {@link Lifecycle}. */
public final class LiveConnection implements Peer {
    private final String id;
    private final EndpointSpec endpoint;
    private final Node node;
    private final Handshake handshake;
    private final Membership membership;
    private final Instant connectedAt;
    private final Lifecycle lifecycle;
    private final Lane lane;
    private volatile Map<String, Object> metadata;

    /** Creates an open connection that nobody knows yet; {@link Lifecycle#opened()} registers it. */
    public LiveConnection(
            String id,
            EndpointSpec endpoint,
            Node node,
            Handshake handshake,
            Map<String, Object> metadata,
            Transport transport) {
        this.id = id;
        this.endpoint = endpoint;
        this.node = node;
        this.handshake = handshake;
        this.metadata = Map.copyOf(metadata);
        this.membership = new Membership(
                node.registry(),
                endpoint.options().maxRooms(),
                endpoint.options().maxRoomNameLength());
        this.connectedAt = node.clock().instant();
        this.lifecycle = new Lifecycle(this, endpoint, node, transport);
        this.lane = lifecycle.lane();
    }

    /** Returns what leads the connection through its life. */
    public Lifecycle lifecycle() {
        return lifecycle;
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
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Optional<String> userId() {
        return Optional.ofNullable(membership.user());
    }

    @Override
    public void setUserId(@Nullable String userId) {
        node.registry().setUser(this, userId);
    }

    @Override
    public Optional<Principal> principal() {
        return handshake.principal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return handshake.isUserInRole(role);
    }

    @Override
    public Map<String, Object> metadata() {
        return metadata;
    }

    @Override
    public synchronized void setMetadata(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "metadata key must not be null");
        Map<String, Object> changed = new HashMap<>(metadata);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        metadata = Map.copyOf(changed);
    }

    @Override
    public Set<String> rooms() {
        return membership.rooms();
    }

    @Override
    public boolean joinRoom(String room) {
        return node.registry().join(this, room);
    }

    @Override
    public boolean leaveRoom(String room) {
        return node.registry().leave(this, room);
    }

    @Override
    public boolean isInRoom(String room) {
        return membership.isIn(room);
    }

    @Override
    public SendResult send(Message message) {
        Payload payload = Payload.of(Objects.requireNonNull(message, "message must not be null"));
        if (payload != null) {
            return lane.offer(payload);
        }
        return beginClose(((Message.Close) message).frame()) ? SendResult.QUEUED : SendResult.CLOSED;
    }

    @Override
    public SendResult sendJson(Object value) {
        return lane.offer(Payload.text(node.encoder().encode(value)));
    }

    @Override
    public void close(CloseFrame frame) {
        beginClose(((Message.Close) Message.close(frame)).frame());
    }

    @Override
    public boolean isOpen() {
        return lifecycle.isOpen();
    }

    @Override
    public Instant connectedAt() {
        return connectedAt;
    }

    @Override
    public int queuedMessages() {
        return lane.queuedMessages();
    }

    @Override
    public long queuedBytes() {
        return lane.queuedBytes();
    }

    @Override
    public CompletionStage<Void> flushed() {
        Flush flush = new Flush(node.pools().completions());
        flush.await(lane::onFlushed);
        return flush.begun();
    }

    @Override
    public @Nullable SendResult offer(Payload payload, @Nullable Admission admission, Sweep sweep) {
        return lane.offer(payload, admission, sweep);
    }

    @Override
    public boolean beginClose(CloseFrame frame) {
        return lifecycle.beginClose(frame);
    }

    @Override
    public boolean onFlushed(Runnable callback) {
        return lane.onFlushed(callback);
    }

    @Override
    public String endpointPath() {
        return endpoint.path();
    }

    @Override
    public Membership membership() {
        return membership;
    }

    @Override
    public String toString() {
        return "connection " + id + " on " + endpoint.path();
    }
}
