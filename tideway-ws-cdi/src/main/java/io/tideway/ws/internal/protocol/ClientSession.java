package io.tideway.ws.internal.protocol;

import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.spi.ProtocolConnection;
import org.jspecify.annotations.Nullable;

/** Handles the exchange with one client; see {@link io.tideway.ws.spi.ProtocolSession}. */
public interface ClientSession {
    /** Returns how messages are encoded for this client. */
    Encoding encoding();

    /** Takes a whole message of the client, from the connection that the session was opened with. */
    void received(Message message, ProtocolConnection connection);

    /** Handles what is due at the instant that the session has asked to be woken at. */
    void woken();

    /** Returns what asks an idle client whether it is still there. */
    Payload heartbeat();

    /** Tells whether the client is told who joins and leaves a room that it is in. */
    boolean seesMembers(String room);

    /** Returns what tells the client that the application has it join a room; null for nothing. */
    @Nullable
    Payload joined(String room);

    /** Returns what tells the client that the application has it leave a room; null for nothing. */
    @Nullable
    Payload left(String room);
}
