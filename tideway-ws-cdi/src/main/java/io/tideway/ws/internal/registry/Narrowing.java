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
    private @Nullable LocalConnection visited;

    Narrowing(Registry registry, Selection selection, RecipientVisitor next) {
        this.registry = registry;
        this.exceptConnections = selection.data().exceptConnections();
        this.exceptGroups = selection.data().exceptGroups();
        this.paths = selection.data().paths();
        this.conditions = selection.conditions();
        this.next = next;
    }

    @Override
    public void visit(LocalConnection connection, Admission admission) {
        if (exceptConnections.contains(connection.id())
                || !isOnPaths(connection)
                || isExcepted(connection)
                || !meetsConditions(connection)) {
            return;
        }
        if (exceptGroups.isEmpty()) {
            next.visit(connection, admission);
        } else {
            visited = connection;
            found = admission;
            next.visit(connection, this);
        }
    }

    @Override
    public boolean isValid() {
        LocalConnection connection = visited;
        return connection != null && found.isValid() && !isExcepted(connection);
    }

    private boolean isExcepted(LocalConnection connection) {
        return !exceptGroups.isEmpty() && registry.belongsToAny(connection, exceptGroups);
    }

    private boolean isOnPaths(LocalConnection connection) {
        for (String path : paths) {
            if (!path.equals(connection.endpointPath()) && !path.equals(connection.path())) {
                return false;
            }
        }
        return true;
    }

    private boolean meetsConditions(LocalConnection connection) {
        for (Predicate<? super Connection> condition : conditions) {
            if (!condition.test(connection)) {
                return false;
            }
        }
        return true;
    }
}
