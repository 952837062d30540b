package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.SlowConsumer;

/** Tells observers; called without a lock, and never throws. */
public interface ConnectionEvents {
    /** A connection was established. */
    void opened(Connection connection);

    /** An established connection has ended. */
    void closed(Connection connection, CloseFrame reason);

    /** A lane was full; called by whoever filled it, who must not wait. */
    void slow(SlowConsumer event);
}
