package io.tideway.ws.internal.delivery;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.registry.Names;
import io.tideway.ws.internal.registry.Peer;
import io.tideway.ws.internal.registry.Recipients;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Does to the connections of a selection what an audience promises. */
class SelectedAudience implements Audience {
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
        return narrowed(selection.except(Varargs.copy("connections", connections).stream()
                .map(connection -> Target.connection(connection.id()))
                .toList()));
    }

    @Override
    public Audience except(Target... targets) {
        return narrowed(selection.except(Varargs.copy("targets", targets)));
    }

    @Override
    public Audience matching(Predicate<? super Connection> condition) {
        return narrowed(selection.matching(Objects.requireNonNull(condition, "condition must not be null")));
    }

    @Override
    public Audience onPath(String path) {
        Objects.requireNonNull(path, "path must not be null");
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
        return count((peer, admission) -> {
            try {
                return registry.join(peer, room, admission);
            } catch (IllegalStateException | IllegalArgumentException fullOrTooLongForItsEndpoint) {
                return false;
            }
        });
    }

    @Override
    public int leaveRoom(String room) {
        Objects.requireNonNull(room, "room must not be null");
        return count((peer, admission) -> registry.leave(peer, room, admission));
    }

    @Override
    public int close(CloseFrame frame) {
        Message.close(frame); // checks it
        return count((peer, admission) -> peer.beginClose(frame, admission) == Outcome.QUEUED);
    }

    @Override
    public int count() {
        return count((peer, admission) -> admission.stands());
    }

    @Override
    public Collection<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        recipients.forEach((peer, admission) -> {
            if (admission.stands()) {
                connections.add(peer);
            }
        });
        return Collections.unmodifiableList(connections);
    }

    private Audience narrowed(Selection narrower) {
        return new SelectedAudience(registry, delivery, narrower);
    }

    private int count(BiPredicate<Peer, Admission> action) {
        int[] count = {0};
        recipients.forEach((peer, admission) -> {
            if (action.test(peer, admission)) {
                count[0]++;
            }
        });
        return count[0];
    }
}
