package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.lane.Admission;
import org.jspecify.annotations.Nullable;

/** Walks the connections that something is meant for, each once. */
@FunctionalInterface
interface Recipients {

    /** Calls the visitor for each connection, without a lock. */
    void forEach(Visitor visitor);

    /** Sees one connection after the other. */
    @FunctionalInterface
    interface Visitor {
        /** Sees a connection, and the seat by which it is meant, if it is meant by one. */
        void visit(Peer peer, @Nullable Admission admission);
    }
}
