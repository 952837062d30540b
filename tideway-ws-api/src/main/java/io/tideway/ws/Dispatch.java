package io.tideway.ws;

/** Says where a handler's callbacks run; in each, those of one connection stay in order and never overlap. */
public enum Dispatch {
    /** Runs callbacks on the container's own thread; a busy handler stops the reading of its own connection. */
    CONTAINER,
    /** Runs callbacks on the server's managed executor, or on Tideway's own threads where there is none. */
    MANAGED,
    /** Runs callbacks on virtual threads, one per busy connection; refused at deployment below Java 21. */
    VIRTUAL
}
