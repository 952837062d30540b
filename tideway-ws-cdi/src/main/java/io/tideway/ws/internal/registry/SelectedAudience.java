package io.tideway.ws.internal.registry;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Does to the connections of a selection what an audience promises. */
final class SelectedAudience implements Audience {
    private final Registry registry;
    private final Delivery delivery;
    private final Selection selection;
    private final Recipients recipients;

    SelectedAudience(Registry registry, Delivery delivery, Selection selection) {
        this.registry = registry;
        this.delivery = delivery;
        this.selection = selection;
        this.recipients = visitor -> selection.forEach(registry, visitor);
    }

    @Override
    public Audience except(Connection... connections) {
        return except(Arrays.stream(connections)
                .map(connection -> Target.connection(connection.id()))
                .toArray(Target[]::new));
    }

    @Override
    public Audience except(Target... targets) {
        return narrowed(selection.except(targets));
    }

    @Override
    public Audience matching(Predicate<? super Connection> condition) {
        return narrowed(selection.matching(condition));
    }

    @Override
    public Audience onPath(String path) {
        return matching(connection -> connection.path().equals(path)
                || ((Peer) connection).endpointPath().equals(path));
    }

    @Override
    public Audience localOnly() {
        return this;
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return delivery.broadcast(recipients, message);
    }

    @Override
    public BroadcastResult broadcastJson(Object value) {
        return delivery.broadcastJson(recipients, value);
    }

    @Override
    public CompletionStage<Void> flushed() {
        return delivery.flushed(recipients);
    }

    @Override
    public int joinRoom(String room) {
        Names.room(room, Names.LONGEST);
        return count(peer -> {
            try {
                return registry.join(peer, room);
            } catch (IllegalStateException | IllegalArgumentException fullOrTooLongForItsEndpoint) {
                return false;
            }
        });
    }

    @Override
    public int leaveRoom(String room) {
        return count(peer -> registry.leave(peer, room));
    }

    @Override
    public int close(CloseFrame frame) {
        Message.close(frame);
        return count(peer -> peer.beginClose(frame));
    }

    @Override
    public int count() {
        return count(peer -> true);
    }

    @Override
    public Collection<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        recipients.forEach((peer, admission) -> connections.add(peer));
        return Collections.unmodifiableList(connections);
    }

    private Audience narrowed(Selection narrower) {
        return new SelectedAudience(registry, delivery, narrower);
    }

    private int count(Predicate<Peer> action) {
        int[] count = {0};
        recipients.forEach((peer, admission) -> {
            if (action.test(peer)) {
                count[0]++;
            }
        });
        return count[0];
    }
}
