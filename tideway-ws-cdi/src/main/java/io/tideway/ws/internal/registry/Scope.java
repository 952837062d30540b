package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Admission;
import java.util.List;

/** Says whom a selection starts from, before exceptions and conditions. */
interface Scope {
    /** Starts from every connection. */
    Scope EVERYONE = (registry, visitor) -> registry.peers().forEach(peer -> visitor.visit(peer, Admission.ALWAYS));

    /** Starts from the union of some targets. */
    static Scope of(List<Target> targets) {
        return targets.size() == 1
                ? (registry, visitor) -> registry.forEach(targets.get(0), visitor)
                : new Union(targets);
    }

    /** Walks the connections, each once, without a lock. */
    void forEach(Registry registry, Recipients.Visitor visitor);
}
