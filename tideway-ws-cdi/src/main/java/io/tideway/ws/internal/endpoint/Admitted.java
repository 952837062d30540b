package io.tideway.ws.internal.endpoint;

import io.tideway.ws.internal.connection.EndpointSpec;
import java.util.Optional;

/**
 * An upgrade that was let through and waits for its connection.
 *
 * @param endpoint where to; one of its slots is taken
 * @param handshake what the client sent
 * @param subprotocol the chosen subprotocol
 * @param since when, by the monotonic clock
 */
record Admitted(EndpointSpec endpoint, RequestHandshake handshake, Optional<String> subprotocol, long since) {}
