package io.tideway.ws.internal.connection;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.outbound.OutboundLimits;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.spi.CloseCause;

/**
 * Holds what the connections of one endpoint share.
 *
 * @param path the path or template
 * @param options the effective options
 * @param limits the bounds of each outbound queue
 * @param handler the application's handler
 * @param protocol what is spoken
 * @param slots the count against the connection limit
 */
public record EndpointSpec(
        String path,
        EndpointOptions options,
        OutboundLimits limits,
        HandlerCalls handler,
        Protocol protocol,
        Slots slots) {

    /** Derives limits and slots from the options. */
    public static EndpointSpec of(String path, EndpointOptions options, HandlerCalls handler, Protocol protocol) {
        OutboundLimits limits = new OutboundLimits(
                options.outboundQueueMessages(),
                options.outboundQueueBytes(),
                options.overflow(),
                protocol.closeFrame(CloseCause.OUTBOUND_QUEUE_FULL),
                options.writeDelay().toNanos());
        return new EndpointSpec(path, options, limits, handler, protocol, new Slots(options.maxConnections()));
    }
}
