package io.tideway.ws.internal.protocol;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;

/**
 * Is what an endpoint and its clients speak over WebSocket messages; one for all connections of an endpoint,
 * thread-safe.
 *
 * <p>As an {@link Encoding} it turns what the application sends into payloads.
 */
public interface Protocol extends Encoding {

    /** Takes a whole message of a client, and calls what it asks for; calls for one connection do not overlap. */
    void received(Message message, InboundCalls calls);

    /** Returns what asks an idle client whether it is still there. */
    Payload heartbeat();

    /** Returns the code and the reason that a client is told when the runtime closes its connection. */
    CloseFrame closeFrame(CloseCause cause);
}
