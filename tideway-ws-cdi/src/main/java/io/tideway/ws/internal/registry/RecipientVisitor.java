package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.outbound.Admission;

/** Sees the connections of a selection, one after the other and each once; called without a lock. */
@FunctionalInterface
public interface RecipientVisitor {
    /**
     * Sees a connection.
     *
     * @param admission whether the connection still belongs to the selection; valid until this returns
     */
    void visit(LocalConnection connection, Admission admission);
}
