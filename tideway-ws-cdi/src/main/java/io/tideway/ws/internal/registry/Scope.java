package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import java.util.List;

/** Says, as data, which connections a selection starts from, before exceptions and conditions. */
public sealed interface Scope {
    /** Starts from every connection. */
    record Everyone() implements Scope {}

    /**
     * Starts from the union of some targets.
     *
     * @param targets the targets; empty selects no connection
     */
    record Union(List<Target> targets) implements Scope {
        /** Copies the list, each target once. */
        public Union {
            targets = targets.stream().distinct().toList();
        }
    }
}
