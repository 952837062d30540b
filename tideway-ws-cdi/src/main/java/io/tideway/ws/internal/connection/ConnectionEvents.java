package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.SlowConsumer;

/** Tells observers; called without a lock, and never throws. */
public interface ConnectionEvents {
    /** A connection was established. */
    void opened(Connection connection);

    /** An established connection has ended. */
    void closed(Connection connection, CloseFrame reason);

    /** A callback threw. */
    void failed(HandlerFailed event);

    /** An outbound queue was full; called on the sending thread, which must not wait. */
    void slow(SlowConsumer event);
}
