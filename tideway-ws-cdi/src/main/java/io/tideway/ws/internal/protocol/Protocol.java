package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.time.Duration;

/**
 * Defines what an endpoint and its clients exchange as WebSocket messages; one for all connections of an endpoint,
 * thread-safe.
 */
public interface Protocol {

    /** Begins a connection, right after the handshake. */
    ClientSession open(ProtocolConnection connection);

    /**
     * Returns how long the session may take to establish the connection; {@link Duration#ZERO} where the handshake has
     * done that.
     */
    Duration establishWithin();

    /** Returns the code and the reason that a client is told when the runtime closes its connection. */
    CloseFrame closeFrame(CloseCause cause);

    /** Returns the code and the reason that a client is told when the application closes its connection. */
    CloseFrame closeFrame(CloseFrame asked);
}
