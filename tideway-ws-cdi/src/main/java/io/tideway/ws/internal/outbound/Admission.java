package io.tideway.ws.internal.outbound;

/**
 * Tells whether a message or an action still concerns a connection at the moment it is queued or done: members may
 * leave.
 */
public interface Admission {
    /** Admits always: for what is sent to a connection itself. */
    Admission ALWAYS = () -> true;

    /** Tells whether the connection is still selected; called with a lock held, so it must only read. */
    boolean isValid();
}
