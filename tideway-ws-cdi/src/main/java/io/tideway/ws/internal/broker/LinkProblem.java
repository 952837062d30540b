package io.tideway.ws.internal.broker;

/** Says what can go wrong many times a second between nodes, so that its lines are summed up. */
public enum LinkProblem {
    /** The broker has not accepted something. */
    NOT_PUBLISHED,
    /** An envelope cannot be read. */
    UNREADABLE,
    /** An envelope does not fit into what may wait. */
    LEFT_OUT
}
