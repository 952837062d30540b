package io.tideway.ws.internal.registry;

import io.tideway.ws.Connection;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the connections of a walk that a selection's exceptions, paths and conditions leave.
 *
 * <p>A connection's id and paths never change, so they are checked here alone. It can join an excluded group at any
 * time, so the admission that is passed on checks that again at the moment something is queued.
 */
final class Narrowing implements RecipientVisitor, Admission {
    private final Registry registry;
    private final Set<String> exceptConnections;
    private final List<Target> exceptGroups;
    private final List<String> paths;
    private final List<Predicate<? super Connection>> conditions;
    private final RecipientVisitor next;
    private Admission found = ALWAYS;
    private @Nullable Peer visited;

    Narrowing(Registry registry, Selection selection, RecipientVisitor next) {
        this.registry = registry;
        this.exceptConnections = selection.data().exceptConnections();
        this.exceptGroups = selection.data().exceptGroups();
        this.paths = selection.data().paths();
        this.conditions = selection.conditions();
        this.next = next;
    }

    @Override
    public void visit(Peer peer, Admission admission) {
        if (exceptConnections.contains(peer.id()) || !isOnPaths(peer) || isExcepted(peer) || !meetsConditions(peer)) {
            return;
        }
        if (exceptGroups.isEmpty()) {
            next.visit(peer, admission);
        } else {
            visited = peer;
            found = admission;
            next.visit(peer, this);
        }
    }

    @Override
    public boolean isValid() {
        Peer peer = visited;
        return peer != null && found.isValid() && !isExcepted(peer);
    }

    private boolean isExcepted(Peer peer) {
        return !exceptGroups.isEmpty() && registry.belongsToAny(peer, exceptGroups);
    }

    private boolean isOnPaths(Peer peer) {
        for (String path : paths) {
            if (!path.equals(peer.endpointPath()) && !path.equals(peer.path())) {
                return false;
            }
        }
        return true;
    }

    private boolean meetsConditions(Peer peer) {
        for (Predicate<? super Connection> condition : conditions) {
            if (!condition.test(peer)) {
                return false;
            }
        }
        return true;
    }
}
