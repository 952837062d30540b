package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;

/**
 * Defines what an endpoint and its clients exchange as WebSocket messages; one for all connections of an endpoint,
 * thread-safe.
 *
 * <p>As an {@link Encoding} it turns what the application sends into payloads.
 */
public interface Protocol extends Encoding {

    /** Turns a whole message of a client into calls; calls for one connection do not overlap. */
    void received(Message message, InboundCalls calls);

    /** Returns the heartbeat message for an idle client. */
    Payload heartbeat();

    /** Returns the code and the reason that a client is told when the runtime closes its connection. */
    CloseFrame closeFrame(CloseCause cause);
}
