package io.tideway.ws.internal.container;

/** Is implemented by the writer of a container that can drop its TCP connection. */
public interface Severable {

    /** Drops the TCP connection at once, without a close frame and without waiting for what is queued; never throws. */
    void sever();
}
