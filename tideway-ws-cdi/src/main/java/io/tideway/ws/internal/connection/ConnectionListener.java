package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.SlowConsumer;

/** Receives what happens to connections; called without a lock. */
public interface ConnectionListener {
    /** A connection was established. */
    void opened(Connection connection);

    /** An established connection has ended. */
    void closed(Connection connection, CloseFrame reason);

    /** An outbound queue was full; called on a thread for that. */
    void slow(SlowConsumer event);
}
