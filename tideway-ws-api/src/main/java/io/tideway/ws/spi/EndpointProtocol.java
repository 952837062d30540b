package io.tideway.ws.spi;

import io.tideway.ws.CloseFrame;
import java.time.Duration;
import java.util.List;

/** Defines what one endpoint and its clients exchange; thread-safe. */
public interface EndpointProtocol {

    /**
     * Lists the subprotocols that clients may ask for (RFC 6455 §1.9), in addition to those of the endpoint's options.
     *
     * @return their names, the preferred one first
     */
    List<String> subprotocols();

    /**
     * Returns how long a client may take from the handshake until its connection is
     * {@linkplain ProtocolConnection#establish established}; a slower one is closed with
     * {@link CloseCause#NOT_ESTABLISHED}.
     *
     * @return more than 0
     */
    Duration establishWithin();

    /**
     * Begins a connection, right after the handshake.
     *
     * @param connection what the session may do
     * @return what handles the exchange with the client
     */
    ProtocolSession open(ProtocolConnection connection);

    /**
     * Returns the close frame for a close by Tideway.
     *
     * @param cause why
     * @return what the client gets
     */
    CloseFrame closeFrame(CloseCause cause);

    /**
     * Returns the close frame for a close that the application asks for.
     *
     * @param asked the application's own
     * @return what the client gets, the same or its equivalent in the protocol
     */
    CloseFrame closeFrame(CloseFrame asked);
}
