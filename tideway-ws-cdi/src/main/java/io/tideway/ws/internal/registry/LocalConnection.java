package io.tideway.ws.internal.registry;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.internal.outbound.Admission;
import io.tideway.ws.internal.outbound.DeferredWrites;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Outcome;
import io.tideway.ws.internal.outbound.Payload;
import org.jspecify.annotations.Nullable;

/** Adds to a connection what the registry and the delivery need of it. */
public interface LocalConnection extends Connection {

    /** Queues a payload, to be written once the writes end, if the admission is valid at that moment. */
    Outcome offer(Payload payload, Admission admission, DeferredWrites writes);

    /**
     * Queues a payload that the client waits for, as {@link #offer} does; a write delay begins with no such payload.
     */
    Outcome reply(Payload payload, Admission admission, DeferredWrites writes);

    /** Begins to close if the admission is valid at that moment. */
    Outcome beginClose(CloseFrame frame, Admission admission);

    /** Returns the outbound queue of this connection. */
    OutboundQueue outboundQueue();

    /** Returns the path or template of the endpoint. */
    String endpointPath();

    /** Tells whether the client is told who joins and leaves a room that it is in. */
    boolean seesMembers(String room);

    /** Returns what tells the client that the application has it join a room; null for nothing. */
    @Nullable
    Payload joinedFrame(String room);

    /** Returns what tells the client that the application has it leave a room; null for nothing. */
    @Nullable
    Payload leftFrame(String room);

    /**
     * Queues a payload that the client waits for, to be written once the writes end; called with the membership locked.
     */
    DeferredWrites queue(Payload payload);

    /** Returns how publications are encoded for this connection. */
    Encoding encoding();

    /** Returns what others may see of this connection in presence; null for nothing. */
    @Nullable
    String info();

    /** Returns the rooms and the user of this connection. */
    Membership membership();
}
