package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.delivery.RecoveryReply;
import io.tideway.ws.internal.log.SummedErrors;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Flush;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.registry.Membership;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows one connection to the application; its {@link Lifecycle} runs it. */
public final class LiveConnection extends UpgradedConnection implements SummedErrors {
    private static final int MOST_INFO = 4096;

    private final ConnectionServices services;
    private final Membership membership;
    private final Lifecycle lifecycle;
    private final OutboundQueue queue;
    private volatile Map<String, Object> metadata;
    private volatile @Nullable String info;

    /** Creates an open connection that no lookup finds yet; {@link Lifecycle#opened} registers it. */
    public LiveConnection(
            String id,
            EndpointSpec endpoint,
            ConnectionServices services,
            Handshake handshake,
            Optional<String> subprotocol,
            Map<String, Object> metadata,
            Transport transport) {
        super(id, endpoint, handshake, subprotocol, services.clock().instant());
        this.services = services;
        this.metadata = Map.copyOf(metadata);
        this.membership = new Membership(
                this,
                services.registry(),
                endpoint.options().maxRooms(),
                endpoint.options().maxRoomNameLength());
        this.lifecycle = new Lifecycle(this, endpoint, services, transport);
        this.queue = lifecycle.outboundQueue();
    }

    ConnectionServices services() {
        return services;
    }

    /** Returns what runs the connection. */
    public Lifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    public void expireAt(Instant instant) {
        lifecycle.expireAt(Objects.requireNonNull(instant, "instant must not be null"));
    }

    @Override
    public Optional<String> userId() {
        return Optional.ofNullable(membership.user());
    }

    @Override
    public void setUserId(@Nullable String userId) {
        membership.setUser(userId);
        services.memory().changed(this);
    }

    @Override
    public Map<String, Object> metadata() {
        return metadata;
    }

    @Override
    public synchronized void setMetadata(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key must not be null");
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
        return membership.join(room);
    }

    @Override
    public CompletionStage<Recovery> joinRoom(String room, RoomPosition position) {
        return joinRoom(room, position, RecoveryReply.MESSAGES);
    }

    @Override
    public CompletionStage<Recovery> joinRoom(String room, RoomPosition position, Function<Recovery, Message> reply) {
        return joinRoom(room, position, new MessageReply(Objects.requireNonNull(reply, "reply must not be null")));
    }

    private CompletionStage<Recovery> joinRoom(String room, RoomPosition position, RecoveryReply reply) {
        Objects.requireNonNull(room, "room must not be null");
        Objects.requireNonNull(position, "position must not be null");
        return services.memory().join(this, room, position, reply);
    }

    @Override
    public void setInfo(@Nullable String json) {
        if (json != null && json.length() > MOST_INFO) {
            throw new IllegalArgumentException(
                    "info must be at most " + MOST_INFO + " characters, but was " + json.length());
        }
        info = json;
        services.memory().changed(this);
    }

    @Override
    public @Nullable String info() {
        return info;
    }

    @Override
    public boolean leaveRoom(String room) {
        return membership.leave(room);
    }

    @Override
    public boolean isInRoom(String room) {
        return membership.isIn(Objects.requireNonNull(room, "room must not be null"));
    }

    @Override
    public SendResult send(Message message) {
        Objects.requireNonNull(message, "message must not be null");
        if (message instanceof Message.Close closing) {
            return beginClose(closing.frame()) ? SendResult.QUEUED : SendResult.CLOSED;
        }
        return queue.offer(encoding().encode(message, Destination.CONNECTIONS));
    }

    @Override
    public SendResult sendJson(Object value) {
        String json = services.encoder().encode(Objects.requireNonNull(value, "value must not be null"));
        return queue.offer(encoding().encode(Message.text(json), Destination.CONNECTIONS));
    }

    @Override
    public Encoding encoding() {
        return lifecycle.session().encoding();
    }

    @Override
    public void close(CloseFrame frame) {
        Message.close(frame); // checks it
        beginClose(frame);
    }

    @Override
    public boolean isOpen() {
        return lifecycle.isOpen();
    }

    @Override
    public int queuedMessages() {
        return queue.queuedMessages();
    }

    @Override
    public long queuedBytes() {
        return queue.queuedBytes();
    }

    @Override
    public CompletionStage<Void> flushed() {
        return Flush.of(List.of(queue), services.pools());
    }

    @Override
    public Outcome offer(Payload payload, Admission admission, DeferredWrites writes) {
        return queue.offer(payload, admission, writes);
    }

    @Override
    public Outcome reply(Payload payload, Admission admission, DeferredWrites writes) {
        return queue.reply(payload, admission, writes);
    }

    /** Begins to close as the application asks; false if it was closing or closed already. */
    private boolean beginClose(CloseFrame frame) {
        return beginClose(frame, Admission.ALWAYS) == Outcome.QUEUED;
    }

    @Override
    public Outcome beginClose(CloseFrame frame, Admission admission) {
        return lifecycle.beginClose(endpoint().protocol().closeFrame(frame), admission);
    }

    @Override
    public boolean seesMembers(String room) {
        return lifecycle.session().seesMembers(room);
    }

    @Override
    public @Nullable Payload joinedFrame(String room) {
        return lifecycle.session().joined(room);
    }

    @Override
    public @Nullable Payload leftFrame(String room) {
        return lifecycle.session().left(room);
    }

    @Override
    public DeferredWrites queue(Payload payload) {
        DeferredWrites writes = services.flusher().begin();
        queue.reply(payload, Admission.ALWAYS, writes);
        return writes;
    }

    @Override
    public OutboundQueue outboundQueue() {
        return queue;
    }

    @Override
    public void notDecoded(Supplier<String> line) {
        services.log().log(SummedLog.Kind.MESSAGE_NOT_DECODED, () -> ConnectionMessages.messageNotDecoded(line.get()));
    }

    @Override
    public void failed(Throwable error, Supplier<String> line) {
        services.log().log(
                SummedLog.Kind.MESSAGE_FAILED,
                endpoint().path(),
                error,
                () -> ConnectionMessages.messageFailed(line.get(), error));
    }

    @Override
    public Membership membership() {
        return membership;
    }
}
