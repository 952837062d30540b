package io.tideway.ws.internal.outbound;

/**
 * Tells, at the moment a message is queued or something is done to a connection, whether it still concerns it: a seat in a
 * room can be left meanwhile.
 */
public interface Admission {
    /** Admits always: what is meant for a connection itself. */
    Admission ALWAYS = () -> true;

    /** Tells whether the connection still belongs to those meant; called under a lock, so it only looks. */
    boolean stands();
}
