package io.tideway.ws.internal.container;

import io.tideway.ws.internal.lane.Outlet;

/** One connection's way out through its container, and its emergency exit. */
public interface Transport extends Outlet {

    /** Ends the connection without a handshake, as far as the container can; may block, and may do nothing. */
    void abort();
}
