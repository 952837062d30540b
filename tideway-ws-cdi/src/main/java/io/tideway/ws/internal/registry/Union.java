package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the connections of several targets, each once; a connection stays meant as long as it belongs to any of them. */
record Union(List<Target> targets) implements Scope {

    @Override
    public void forEach(Registry registry, Recipients.Visitor visitor) {
        Walk walk = new Walk(registry, targets, visitor);
        long additions = registry.additions();
        walk.run();
        if (registry.additions() != additions) {
            // A connection may have moved from a target that was not reached yet to one that was.
            walk.run();
        }
    }

    /** Is one walk and the admission of the connection that it visits: one object for all, since nobody keeps an admission. */
    private static final class Walk implements Admission {
        private final Registry registry;
        private final List<Target> targets;
        private final Recipients.Visitor visitor;
        private final Set<Peer> seen = new HashSet<>();
        private Admission found = ALWAYS;
        private @Nullable Peer visited;

        Walk(Registry registry, List<Target> targets, Recipients.Visitor visitor) {
            this.registry = registry;
            this.targets = targets;
            this.visitor = visitor;
        }

        void run() {
            for (Target target : targets) {
                registry.forEach(target, this::visit);
            }
        }

        private void visit(Peer peer, Admission admission) {
            if (seen.add(peer)) {
                visited = peer;
                found = admission;
                visitor.visit(peer, this);
            }
        }

        @Override
        public boolean stands() {
            Peer peer = visited;
            return found.stands() || (peer != null && registry.belongsToAny(peer, targets));
        }
    }
}
