package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks the connections of several targets, each once; a connection is meant as long as it belongs to any of them.
 *
 * <p>A connection may move, again and again, to a target that has been walked already. So the groups tell a walk of the
 * members that they get meanwhile, and it sees those last. Whatever belongs to one of the targets all the time is seen:
 * it either stays in one group throughout or is added to one during the walk, before it leaves another.
 *
 * <p>The walk is itself the admission of the connection that it sees: one object for all of them.
 */
final class UnionWalk implements Admission {
    private final Registry registry;
    private final List<Target> targets;
    private final RecipientVisitor visitor;
    private final Set<LocalConnection> seen = new HashSet<>();
    private final Queue<Member> added = new ConcurrentLinkedQueue<>();
    private Admission found = ALWAYS;
    private @Nullable LocalConnection visited;

    UnionWalk(Registry registry, List<Target> targets, RecipientVisitor visitor) {
        this.registry = registry;
        this.targets = targets;
        this.visitor = visitor;
    }

    void run() {
        registry.rooms().beginWalk(this);
        registry.users().beginWalk(this);
        try {
            for (Target target : targets) {
                registry.forEach(target, this::visit);
            }
        } finally {
            registry.rooms().endWalk(this);
            registry.users().endWalk(this);
        }
        for (Member member = added.poll(); member != null; member = added.poll()) {
            if (registry.belongsToAny(member.connection(), targets)) {
                visit(member.connection(), member);
            }
        }
    }

    /** Visits a new member of any group; called by the thread that adds it. */
    void added(Target target, Member member) {
        if (targets.contains(target)) {
            added.add(member);
        }
    }

    private void visit(LocalConnection connection, Admission admission) {
        if (seen.add(connection)) {
            visited = connection;
            found = admission;
            visitor.visit(connection, this);
        }
    }

    @Override
    public boolean isValid() {
        LocalConnection connection = visited;
        return found.isValid() || (connection != null && registry.belongsToAny(connection, targets));
    }
}
