package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.outbound.Admission;

/** Walks the connections that something is meant for, each once. */
@FunctionalInterface
public interface Recipients {

    /** Calls the visitor for each connection, without a lock. */
    void forEach(Visitor visitor);

    /** Sees one connection after the other. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Sees a connection.
         *
         * @param admission whether the connection still belongs to those meant; good until this returns
         */
        void visit(Peer peer, Admission admission);
    }
}
