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

/** A connection as the registry sees it. */
public interface LocalConnection extends Connection {

    /** Queues a payload, to be written once the writes end, if the admission is valid at that moment. */
    Outcome offer(Payload payload, Admission admission, DeferredWrites writes);

    /** Begins to close if the admission is valid at that moment. */
    Outcome beginClose(CloseFrame frame, Admission admission);

    /** Returns the outbound queue of this connection. */
    OutboundQueue outboundQueue();

    /** Returns the path or template of the endpoint. */
    String endpointPath();

    /** Returns how publications are encoded for this connection. */
    Encoding encoding();

    /** Returns what others may see of this connection in presence; null for nothing. */
    @Nullable
    String info();

    /** Returns the rooms and the user of this connection. */
    Membership membership();
}
