package io.tideway.ws.internal.delivery;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Offers to the application what can be done with a selection. */
class SelectedAudience implements Audience {
    private final Registry registry;
    private final Delivery delivery;
    private final TextEncoder encoder;
    private final Selection selection;
    private final Destination destination;

    SelectedAudience(Registry registry, Delivery delivery, TextEncoder encoder, Selection selection) {
        this.registry = registry;
        this.delivery = delivery;
        this.encoder = encoder;
        this.selection = selection;
        this.destination = selection.data().destination();
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
        return narrowed(selection.onPath(Objects.requireNonNull(path, "path must not be null")));
    }

    @Override
    public Audience localOnly() {
        return narrowed(selection.localOnly());
    }

    private Audience narrowed(Selection narrower) {
        return new SelectedAudience(registry, delivery, encoder, narrower);
    }

    @Override
    public Broadcaster afterCommit() {
        return new AfterCommit(delivery, encoder, selection);
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return delivery.publish(selection, Publication.of(message, destination));
    }

    @Override
    public BroadcastResult broadcastJson(Object value) {
        return broadcastText(encoder.encode(Objects.requireNonNull(value, "value must not be null")));
    }

    @Override
    public CompletionStage<Void> flushed() {
        return delivery.flushed(selection);
    }

    @Override
    public int joinRoom(String room) {
        return delivery.apply(selection, new Action.JoinRoom(room));
    }

    @Override
    public int leaveRoom(String room) {
        return delivery.apply(selection, new Action.LeaveRoom(room));
    }

    @Override
    public int close(CloseFrame frame) {
        return delivery.apply(selection, new Action.Close(frame));
    }

    @Override
    public int count() {
        int[] count = {0};
        registry.forEach(selection, (connection, admission) -> {
            if (admission.isValid()) {
                count[0]++;
            }
        });
        return count[0];
    }

    @Override
    public Collection<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        registry.forEach(selection, (connection, admission) -> {
            if (admission.isValid()) {
                connections.add(connection);
            }
        });
        return Collections.unmodifiableList(connections);
    }
}
