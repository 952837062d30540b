package io.tideway.ws.internal.centrifuge;

/** Says what a client may do. */
enum SessionState {
    /** Connect, and nothing else. */
    NEW,
    /** Anything, which waits until the answer to connect is known. */
    CONNECTING,
    /** Everything except connect. */
    CONNECTED,
    /** Nothing: it was refused, or has broken the protocol. */
    REFUSED
}
