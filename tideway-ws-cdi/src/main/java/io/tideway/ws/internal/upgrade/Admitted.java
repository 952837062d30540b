package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.connection.EndpointSpec;
import java.util.Optional;

/**
 * An upgrade that was let through and waits for its connection.
 *
 * @param endpoint where to; one of its slots is taken
 * @param handshake what the client sent
 * @param subprotocol the chosen subprotocol
 * @param since when, by the monotonic clock
 * @param signs what the reader of its frames tells it
 */
public record Admitted(
        EndpointSpec endpoint,
        RequestHandshake handshake,
        Optional<String> subprotocol,
        long since,
        PeerActivity signs) {

    /** Creates an upgrade whose connection learns no more than its container tells. */
    Admitted(EndpointSpec endpoint, RequestHandshake handshake, Optional<String> subprotocol, long since) {
        this(endpoint, handshake, subprotocol, since, new PeerActivity());
    }
}
