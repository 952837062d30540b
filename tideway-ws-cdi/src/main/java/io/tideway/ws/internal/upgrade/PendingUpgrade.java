package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.connection.EndpointSpec;
import java.util.Optional;

/**
 * Holds an admitted upgrade that waits for its session.
 *
 * @param endpoint the endpoint; one of its slots is taken
 * @param handshake what the client sent
 * @param subprotocol the chosen subprotocol
 * @param since the time of the decision on the monotonic clock
 * @param activity what the reader of the connection's frames reports
 */
public record PendingUpgrade(
        EndpointSpec endpoint,
        RequestHandshake handshake,
        Optional<String> subprotocol,
        long since,
        UpgradeLink activity) {

    /** Creates an upgrade without a link to the server below the container. */
    PendingUpgrade(EndpointSpec endpoint, RequestHandshake handshake, Optional<String> subprotocol, long since) {
        this(endpoint, handshake, subprotocol, since, new UpgradeLink());
    }
}
